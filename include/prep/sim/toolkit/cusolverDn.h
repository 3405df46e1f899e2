// CUDA Toolkit name, refused.
#pragma once
#error "cusolverDn.h: prep sim has no cuSOLVER; run this file on a GPU"
