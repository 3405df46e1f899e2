// CUDA Toolkit name, refused.
#pragma once
#error "cub/block/block_raking_layout.cuh: prep sim has no stand-in for it; use shared memory and __syncthreads()"
