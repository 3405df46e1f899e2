// CUDA Toolkit name for the half types.
#pragma once
#include <prep/sim/half.h>
