// Block barriers, fences, clocks and the other small device functions that are not arithmetic.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
#include <prep/sim/abi_tensor.h>
#include <prep/sim/keywords.h>

PREP_SIM_API void __syncthreads(PREP_SIM_SITE) { prep_barrier(prep_file, prep_line); }
PREP_SIM_API int __syncthreads_count(int predicate, PREP_SIM_SITE) {
  return prep_barrier_reduce(prep_barrier_count, predicate, prep_file, prep_line);
}
PREP_SIM_API int __syncthreads_and(int predicate, PREP_SIM_SITE) {
  return prep_barrier_reduce(prep_barrier_and, predicate, prep_file, prep_line);
}
PREP_SIM_API int __syncthreads_or(int predicate, PREP_SIM_SITE) {
  return prep_barrier_reduce(prep_barrier_or, predicate, prep_file, prep_line);
}

PREP_SIM_API void __threadfence_block() { prep_fence(0); }
PREP_SIM_API void __threadfence() { prep_fence(1); }
PREP_SIM_API void __threadfence_system() { prep_fence(2); }

PREP_SIM_API void __nanosleep(unsigned) { prep_yield(); }
PREP_SIM_API long long clock64() { return prep_clock(); }
PREP_SIM_API long clock() { return static_cast<long>(prep_clock()); }
PREP_SIM_API unsigned long long __globaltimer() { return static_cast<unsigned long long>(prep_clock()); }
PREP_SIM_API void __trap() { prep_trap(cudaErrorLaunchFailure); }
PREP_SIM_API void __brkpt() { prep_trap(cudaErrorLaunchFailure); }

// Shared addresses are offsets into the block's shared memory, as PTX has them; the other spaces are generic addresses.
PREP_SIM_API unsigned __isShared(const void* p) { return prep_is_shared(p) != 0; }
PREP_SIM_API unsigned __isGlobal(const void* p) { return p != nullptr && !prep_is_shared(p); }
PREP_SIM_API size_t __cvta_generic_to_shared(const void* p) { return prep_shared_offset(p); }
PREP_SIM_API void* __cvta_shared_to_generic(size_t offset) {
  return prep_shared_address(static_cast<uint32_t>(offset));
}
PREP_SIM_API size_t __cvta_generic_to_global(const void* p) { return reinterpret_cast<size_t>(p); }
PREP_SIM_API void* __cvta_global_to_generic(size_t address) { return reinterpret_cast<void*>(address); }
PREP_SIM_API size_t __cvta_generic_to_constant(const void* p) { return reinterpret_cast<size_t>(p); }
PREP_SIM_API void* __cvta_constant_to_generic(size_t address) { return reinterpret_cast<void*>(address); }

// Cache hints mean nothing here: plain loads and stores.
#define PREP_SIM_LOAD_HINT(name)    \
  template <class T>                \
  PREP_SIM_API T name(const T* p) { \
    return *p;                      \
  }
#define PREP_SIM_STORE_HINT(name)     \
  template <class T>                  \
  PREP_SIM_API void name(T* p, T v) { \
    *p = v;                           \
  }
PREP_SIM_LOAD_HINT(__ldg)
PREP_SIM_LOAD_HINT(__ldca)
PREP_SIM_LOAD_HINT(__ldcg)
PREP_SIM_LOAD_HINT(__ldcs)
PREP_SIM_LOAD_HINT(__ldlu)
PREP_SIM_LOAD_HINT(__ldcv)
PREP_SIM_STORE_HINT(__stwb)
PREP_SIM_STORE_HINT(__stcg)
PREP_SIM_STORE_HINT(__stcs)
PREP_SIM_STORE_HINT(__stwt)
#undef PREP_SIM_LOAD_HINT
#undef PREP_SIM_STORE_HINT
