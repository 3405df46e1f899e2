// CUDA Toolkit name.
#pragma once
#include <prep/sim/curand_kernel.h>
