#pragma once
#pragma GCC system_header
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device begin
#endif
#include <prep/sim/cooperative_groups_reduce.h>
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device end
#endif
