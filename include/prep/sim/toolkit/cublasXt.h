// CUDA Toolkit name, refused.
#pragma once
#error "cublasXt.h: prep sim has no cublasXt; use cublasSgemm of cublas_v2.h on one device"
