// CUDA Toolkit name, refused.
#pragma once
#error "cudnn.h: prep sim has no cuDNN; write the layer as a kernel, or run this file on a GPU"
