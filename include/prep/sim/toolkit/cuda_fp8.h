// CUDA Toolkit name for the 8-bit float types.
#pragma once
#include <prep/sim/float8.h>
