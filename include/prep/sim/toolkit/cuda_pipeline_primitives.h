#pragma once
#pragma GCC system_header
#include <prep/sim/cuda_pipeline_primitives.h>
