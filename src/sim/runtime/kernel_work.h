// Kernels as work: made of a launch's parts or of a registered kernel and pointers to its arguments.
#pragma once
#include <prep/sim/abi.h>

#include "sim/runtime/devices.h"
#include "sim/runtime/work.h"

namespace prep::sim {

// The launch limits of the device and of this kernel.
cudaError_t check_kernel(const LaunchRequest& request, const void* function);

KernelWork kernel_work(const prep_launch_config& config, const char* kernel, const void* function,
                       void (*body)(void*), std::size_t frame_bytes, std::shared_ptr<Frame> frame);
// Copies the arguments. cudaErrorInvalidDeviceFunction for an address that is no registered kernel.
cudaError_t bind_kernel(const prep_launch_config& config, const void* function, void** arguments,
                        KernelWork& work);

}  // namespace prep::sim
