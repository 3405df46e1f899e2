// The C form of pipelines: __pipeline_memcpy_async and its kin.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi_sync.h>
#include <prep/sim/keywords.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

typedef uint64_t __mbarrier_t;

PREP_SIM_API void __pipeline_memcpy_async(void* __restrict to, const void* __restrict from, size_t bytes,
                                          size_t zeros = 0) {
  prep_async_copy(to, from, static_cast<unsigned>(bytes), static_cast<unsigned>(bytes - zeros));
}
PREP_SIM_API void __pipeline_commit() { prep_async_commit(); }
PREP_SIM_API void __pipeline_wait_prior(size_t groups) { prep_async_wait(static_cast<unsigned>(groups)); }
PREP_SIM_API void __pipeline_arrive_on(__mbarrier_t* barrier) { prep_async_attach(barrier); }

#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
