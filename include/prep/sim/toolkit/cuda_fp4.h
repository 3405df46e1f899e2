// CUDA Toolkit name.
#pragma once
#error "<cuda_fp4.h>: 4-bit floats are not simulated; use <cuda_fp8.h> or pack the bits yourself"
