// CUDA Toolkit name, refused.
#pragma once
#error "thrust/random/xor_combine_engine.h: prep sim has no stand-in for it; another iterator or algorithm of thrust may do, or a kernel"
