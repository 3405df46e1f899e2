// CUDA Toolkit name. The old interface without handles is not here; what is shared with the new one is.
#pragma once
#include <prep/sim/cublas.h>
