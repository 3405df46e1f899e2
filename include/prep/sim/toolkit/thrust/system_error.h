// CUDA Toolkit name.
#pragma once
#include <prep/sim/thrust/all.h>
