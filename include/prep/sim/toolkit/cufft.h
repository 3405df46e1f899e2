// CUDA Toolkit name, refused.
#pragma once
#error "cufft.h: prep sim has no cuFFT; write the transform as a kernel, or run this file on a GPU"
