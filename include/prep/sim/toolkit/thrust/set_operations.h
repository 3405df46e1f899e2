// CUDA Toolkit name, refused.
#pragma once
#error "thrust/set_operations.h: prep sim has no set operations of Thrust; sort and merge instead"
