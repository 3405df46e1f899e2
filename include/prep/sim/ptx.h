// Everything that rewritten inline PTX calls.
#pragma once
#pragma GCC system_header
#include <prep/sim/ptx_convert.h>
#include <prep/sim/ptx_warp.h>
