// CUDA Toolkit name, refused.
#pragma once
#error "cub/block/block_shuffle.cuh: prep sim has no stand-in for it; use shared memory and __syncthreads()"
