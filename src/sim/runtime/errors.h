// Error state as CUDA keeps it: the last error of each host thread, and the sticky error of each device,
// which a kernel's failure leaves and which every later call on that device returns.
#pragma once
#include <prep/sim/types.h>

namespace prep::sim {

// Every API function that needs the device returns through this: the sticky error wins, an error is
// remembered for cudaGetLastError.
cudaError_t returned(cudaError_t error);
// The same for functions that only ask what is known (device properties): no sticky error.
cudaError_t answered(cudaError_t error);

void set_sticky(cudaError_t error);  // of the current device
cudaError_t sticky();
void clear_errors();  // cudaDeviceReset

// A launch that failed at once. When nobody asks for the last error before the program ends, that is a
// finding at the launch's line.
void note_failed_launch(cudaError_t error, const char* kernel, const char* file, int line);
void report_unseen_launch_errors();

}  // namespace prep::sim
