// CUDA Toolkit name for nvcuda::wmma.
#pragma once
#include <prep/sim/wmma.h>
