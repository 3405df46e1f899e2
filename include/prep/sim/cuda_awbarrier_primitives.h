// The C form of barriers in shared memory.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda_pipeline_primitives.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

typedef uint64_t __mbarrier_token_t;

PREP_SIM_API uint32_t __mbarrier_maximum_count() { return (1u << 20) - 1; }
PREP_SIM_API void __mbarrier_init(__mbarrier_t* barrier, uint32_t count, PREP_SIM_SITE) {
  prep_mbarrier_init(barrier, count, prep_file, prep_line);
}
PREP_SIM_API void __mbarrier_inval(__mbarrier_t* barrier) { prep_mbarrier_invalidate(barrier); }
PREP_SIM_API __mbarrier_token_t __mbarrier_arrive(__mbarrier_t* barrier, PREP_SIM_SITE) {
  return prep_mbarrier_arrive(barrier, 1, 0, prep_file, prep_line);
}
PREP_SIM_API __mbarrier_token_t __mbarrier_arrive_and_drop(__mbarrier_t* barrier, PREP_SIM_SITE) {
  return prep_mbarrier_arrive(barrier, 1, 1, prep_file, prep_line);
}
PREP_SIM_API bool __mbarrier_test_wait(__mbarrier_t* barrier, __mbarrier_token_t token) {
  return prep_mbarrier_test(barrier, token) != 0;
}
PREP_SIM_API bool __mbarrier_try_wait(__mbarrier_t* barrier, __mbarrier_token_t token, uint32_t = 0) {
  return prep_mbarrier_test(barrier, token) != 0;
}
PREP_SIM_API bool __mbarrier_test_wait_parity(__mbarrier_t* barrier, bool parity) {
  return prep_mbarrier_test_parity(barrier, parity) != 0;
}
PREP_SIM_API bool __mbarrier_try_wait_parity(__mbarrier_t* barrier, bool parity, uint32_t = 0) {
  return prep_mbarrier_test_parity(barrier, parity) != 0;
}

#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
