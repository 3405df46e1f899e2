// CUDA Toolkit name, refused.
#pragma once
#error "cusparse.h: prep sim has no cuSPARSE; write the sparse product as a kernel, or run this file on a GPU"
