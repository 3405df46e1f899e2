// CUDA Toolkit name; profiler calls do nothing here.
#pragma once
#include <prep/sim/cuda.h>
