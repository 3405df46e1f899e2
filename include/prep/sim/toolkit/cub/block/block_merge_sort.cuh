// CUDA Toolkit name, refused.
#pragma once
#error "cub/block/block_merge_sort.cuh: prep sim has no cub::Blockmerge_sort; write it with shared memory, or use BlockScan and BlockReduce"
