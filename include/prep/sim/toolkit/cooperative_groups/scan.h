#pragma once
#pragma GCC system_header
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif
#include <prep/sim/cooperative_groups_scan.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
