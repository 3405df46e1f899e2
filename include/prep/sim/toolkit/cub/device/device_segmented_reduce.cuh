// CUDA Toolkit name.
#pragma once
#include <prep/sim/cub/device.h>
