// CUDA Toolkit name.
#pragma once
#include <prep/sim/library_types.h>
