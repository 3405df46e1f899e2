// CUDA Toolkit name, refused.
#pragma once
#error "cublasLt.h: prep sim has no cuBLASLt; use cublasGemmEx of cublas_v2.h, or run this file on a GPU"
