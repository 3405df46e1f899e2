// CUDA Toolkit name for the bfloat16 types.
#pragma once
#include <prep/sim/bfloat16.h>
