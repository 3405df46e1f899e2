// CUDA Toolkit name, refused.
#pragma once
#error "nvrtc.h: prep sim has no NVRTC; compile the kernel with the program"
