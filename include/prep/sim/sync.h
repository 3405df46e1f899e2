// Block barriers, fences, clocks and the other small device functions that are not arithmetic.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
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
PREP_SIM_API unsigned __isGlobal(const void* p) { return p != nullptr; }

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
