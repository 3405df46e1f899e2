// CUDA Toolkit name, refused.
#pragma once
#error "cub/block/block_radix_sort.cuh: prep sim has no cub::Blockradix_sort; write it with shared memory, or use BlockScan and BlockReduce"
