// CUDA Toolkit name.
#pragma once
#include <prep/sim/cub/block.h>
#include <prep/sim/cub/block_sort.h>
#include <prep/sim/cub/device.h>
