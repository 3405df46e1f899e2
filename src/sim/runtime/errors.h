// Error state as CUDA keeps it: the last error of each host thread, and the sticky error of the device, which
// a kernel's failure leaves and which every later call returns.
#pragma once
#include <prep/sim/types.h>

namespace prep::sim {

// Every API function returns through this: the sticky error wins, an error is remembered for
// cudaGetLastError.
cudaError_t returned(cudaError_t error);
void set_sticky(cudaError_t error);
cudaError_t sticky();
void clear_errors();  // cudaDeviceReset

}  // namespace prep::sim
