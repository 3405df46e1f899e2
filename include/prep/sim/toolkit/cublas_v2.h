// CUDA Toolkit name.
#pragma once
#include <prep/sim/cublas.h>
