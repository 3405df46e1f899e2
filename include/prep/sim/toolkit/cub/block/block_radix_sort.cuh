// CUDA Toolkit name.
#pragma once
#include <prep/sim/cub/block_sort.h>
