// CUDA Toolkit name, refused.
#pragma once
#error "cub/block/block_histogram.cuh: prep sim has no cub::BlockHistogram; write it with shared memory, or use BlockScan and BlockReduce"
