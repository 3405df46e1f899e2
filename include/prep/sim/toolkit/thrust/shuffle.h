// CUDA Toolkit name, refused.
#pragma once
#error "thrust/shuffle.h: prep sim has no stand-in for it; another iterator or algorithm of thrust may do, or a kernel"
