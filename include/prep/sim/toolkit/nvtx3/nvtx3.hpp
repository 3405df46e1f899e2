// CUDA Toolkit name.
#pragma once
#include <prep/sim/nvtx.h>
