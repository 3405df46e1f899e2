// CUDA Toolkit name.
#pragma once
#include <prep/sim/float8.h>
