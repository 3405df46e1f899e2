// CUDA Toolkit name, refused.
#pragma once
#error "npp.h: prep sim has no NPP; write the filter as a kernel, or run this file on a GPU"
