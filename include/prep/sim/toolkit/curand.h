// CUDA Toolkit name.
#pragma once
#include <prep/sim/cuda.h>
#include <prep/sim/curand.h>
