// CUDA Toolkit name.
#pragma once
#include <prep/sim/cuda.h>
