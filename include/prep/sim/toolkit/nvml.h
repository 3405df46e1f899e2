// CUDA Toolkit name, refused.
#pragma once
#error "nvml.h: prep sim has no NVML; ask cudaGetDeviceProperties"
