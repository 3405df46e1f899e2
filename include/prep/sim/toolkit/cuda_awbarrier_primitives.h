#pragma once
#pragma GCC system_header
#include <prep/sim/cuda_awbarrier_primitives.h>
