// CUDA Toolkit name, refused.
#pragma once
#error "cub/device/device_adjacent_difference.cuh: prep sim has no stand-in for it; write it as a kernel, or with thrust or another of CUB's device algorithms"
