// CUDA's dialect on the CPU: force-included (-include prep/sim/cuda.h) ahead of a learner's .cu file.
// nvcc does the same with its own headers, so a file that includes nothing compiles here as there.
#pragma once
#pragma GCC system_header
#include <prep/sim/memory_functions.h>

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// nvcc's own headers bring these along, and programs count on them.
#include <initializer_list>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

#include <prep/sim/keywords.h>
#include <prep/sim/toolkit_marks.h>
#include <prep/sim/types.h>
#include <prep/sim/vectors.h>

#include <prep/sim/index.h>
#include <prep/sim/sync.h>
#include <prep/sim/warp.h>

#include <prep/sim/arithmetic.h>
#include <prep/sim/atomics.h>
#include <prep/sim/dot_products.h>
#include <prep/sim/dpx.h>
#include <prep/sim/intrinsics.h>
#include <prep/sim/maths.h>
#include <prep/sim/ptx.h>
#include <prep/sim/simd_in_word.h>

#include <prep/sim/device_heap.h>
#include <prep/sim/launch.h>
#include <prep/sim/rounds.h>
#include <prep/sim/shared.h>
#include <prep/sim/variables.h>

#include <prep/sim/runtime_copies.h>
#include <prep/sim/runtime_device.h>
#include <prep/sim/runtime_functions.h>
#include <prep/sim/runtime_graphs.h>
#include <prep/sim/runtime_launch.h>
#include <prep/sim/runtime_memory.h>
#include <prep/sim/runtime_pools.h>
#include <prep/sim/runtime_refused.h>
#include <prep/sim/runtime_streams.h>
