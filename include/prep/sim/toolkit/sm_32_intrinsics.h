// CUDA Toolkit name; the sim's dialect is one header.
#pragma once
#include <prep/sim/cuda.h>
