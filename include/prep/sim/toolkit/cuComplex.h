// CUDA Toolkit name.
#pragma once
#include <prep/sim/complex.h>
