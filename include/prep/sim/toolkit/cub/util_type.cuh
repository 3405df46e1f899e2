// CUDA Toolkit name.
#pragma once
#include <prep/sim/cub/functors.h>
