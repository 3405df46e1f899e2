// CUDA Toolkit name, refused.
#pragma once
#error "cub/block/block_exchange.cuh: prep sim has no cub::Blockexchange; write it with shared memory, or use BlockScan and BlockReduce"
