// CUDA Toolkit name, refused.
#pragma once
#error "cub/warp/warp_store.cuh: prep sim has no stand-in for it; use plain loads, stores and shuffles"
