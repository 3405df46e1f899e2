// CUDA Toolkit name, refused.
#pragma once
#error "cub/block/block_discontinuity.cuh: prep sim has no cub::BlockDiscontinuity; write it with shared memory, or use BlockScan and BlockReduce"
