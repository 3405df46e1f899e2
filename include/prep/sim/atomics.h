// Atomics on the types that CUDA gives them. Relaxed, as on the GPU; the check build sees them through the
// compiler's own atomic hooks. Those that leave the memory as it was count down a budget, so that a spin loop
// lets other threads run.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
#include <prep/sim/keywords.h>
#include <prep/sim/vectors.h>

namespace prep::sim {

PREP_SIM_API void spun() {
  if (__builtin_expect(--prep_spin_budget < 0, 0)) prep_yield();
}

// A read-modify-write of any 2, 4 or 8 byte type through its bits. `next` maps the old value to the new one.
template <class Bits, class T, class F>
PREP_SIM_API T atomic_update(T* address, F next) {
  Bits* cell = reinterpret_cast<Bits*>(address);
  Bits seen = __atomic_load_n(cell, __ATOMIC_RELAXED), wanted;
  T old;
  do {
    __builtin_memcpy(&old, &seen, sizeof old);
    const T changed = next(old);
    __builtin_memcpy(&wanted, &changed, sizeof wanted);
  } while (!__atomic_compare_exchange_n(cell, &seen, wanted, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
  if (wanted == seen) spun();
  return old;
}

}  // namespace prep::sim

// `same`: whether it left the value `old` there.
#define PREP_SIM_ATOMIC_FETCH(name, T, builtin, same)        \
  PREP_SIM_API T name(T* address, T value) {                 \
    const T old = builtin(address, value, __ATOMIC_RELAXED); \
    if (same) ::prep::sim::spun();                           \
    return old;                                              \
  }
#define PREP_SIM_ATOMIC_UPDATE(name, T, Bits, expression)                                         \
  PREP_SIM_API T name(T* address, T value) {                                                      \
    return ::prep::sim::atomic_update<Bits>(address, [value](T old) -> T { return expression; }); \
  }
#define PREP_SIM_ATOMIC_CAS(name, T)                                                                       \
  PREP_SIM_API T name(T* address, T expected, T value) {                                                   \
    const bool swapped =                                                                                   \
        __atomic_compare_exchange_n(address, &expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED); \
    if (!swapped || expected == value) ::prep::sim::spun();                                                \
    return expected;                                                                                       \
  }
#define PREP_SIM_ATOMIC_FLOAT_EXCH(name)                        \
  PREP_SIM_API float name(float* address, float value) {        \
    float old;                                                  \
    __atomic_exchange(address, &value, &old, __ATOMIC_RELAXED); \
    return old;                                                 \
  }
#define PREP_SIM_ATOMICS_INTEGER(scope, T, Bits)                                       \
  PREP_SIM_ATOMIC_FETCH(atomicExch##scope, T, __atomic_exchange_n, old == value)       \
  PREP_SIM_ATOMIC_FETCH(atomicAnd##scope, T, __atomic_fetch_and, (old & value) == old) \
  PREP_SIM_ATOMIC_FETCH(atomicOr##scope, T, __atomic_fetch_or, (old | value) == old)   \
  PREP_SIM_ATOMIC_FETCH(atomicXor##scope, T, __atomic_fetch_xor, value == 0)           \
  PREP_SIM_ATOMIC_FETCH(atomicAdd##scope, T, __atomic_fetch_add, value == 0)           \
  PREP_SIM_ATOMIC_UPDATE(atomicMin##scope, T, Bits, (value < old ? value : old))       \
  PREP_SIM_ATOMIC_UPDATE(atomicMax##scope, T, Bits, (value > old ? value : old))       \
  PREP_SIM_ATOMIC_CAS(atomicCAS##scope, T)
#define PREP_SIM_ATOMICS(scope)                                                                \
  PREP_SIM_ATOMICS_INTEGER(scope, int, uint32_t)                                               \
  PREP_SIM_ATOMICS_INTEGER(scope, unsigned, uint32_t)                                          \
  PREP_SIM_ATOMICS_INTEGER(scope, unsigned long long, uint64_t)                                \
  PREP_SIM_ATOMIC_UPDATE(atomicMin##scope, long long, uint64_t, (value < old ? value : old))   \
  PREP_SIM_ATOMIC_UPDATE(atomicMax##scope, long long, uint64_t, (value > old ? value : old))   \
  PREP_SIM_ATOMIC_FETCH(atomicAnd##scope, long long, __atomic_fetch_and, (old & value) == old) \
  PREP_SIM_ATOMIC_FETCH(atomicOr##scope, long long, __atomic_fetch_or, (old | value) == old)   \
  PREP_SIM_ATOMIC_FETCH(atomicXor##scope, long long, __atomic_fetch_xor, value == 0)           \
  PREP_SIM_ATOMIC_CAS(atomicCAS##scope, unsigned short)                                        \
  PREP_SIM_ATOMIC_FETCH(atomicSub##scope, int, __atomic_fetch_sub, value == 0)                 \
  PREP_SIM_ATOMIC_FETCH(atomicSub##scope, unsigned, __atomic_fetch_sub, value == 0)            \
  PREP_SIM_ATOMIC_UPDATE(atomicInc##scope, unsigned, uint32_t, (old >= value ? 0u : old + 1u)) \
  PREP_SIM_ATOMIC_UPDATE(atomicDec##scope, unsigned, uint32_t,                                 \
                         (old == 0u || old > value ? value : old - 1u))                        \
  PREP_SIM_ATOMIC_UPDATE(atomicAdd##scope, float, uint32_t, (old + value))                     \
  PREP_SIM_ATOMIC_UPDATE(atomicAdd##scope, double, uint64_t, (old + value))                    \
  PREP_SIM_ATOMIC_FLOAT_EXCH(atomicExch##scope)                                                \
  PREP_SIM_API float2 atomicAdd##scope(float2* address, float2 value) {                        \
    return {atomicAdd##scope(&address->x, value.x), atomicAdd##scope(&address->y, value.y)};   \
  }                                                                                            \
  PREP_SIM_API float4 atomicAdd##scope(float4* address, float4 value) {                        \
    return {atomicAdd##scope(&address->x, value.x), atomicAdd##scope(&address->y, value.y),    \
            atomicAdd##scope(&address->z, value.z), atomicAdd##scope(&address->w, value.w)};   \
  }
// A float2 or float4 is atomic element by element, as on the GPU.
PREP_SIM_ATOMICS()
PREP_SIM_ATOMICS(_block)
PREP_SIM_ATOMICS(_system)
#undef PREP_SIM_ATOMICS
#undef PREP_SIM_ATOMICS_INTEGER
#undef PREP_SIM_ATOMIC_FLOAT_EXCH
#undef PREP_SIM_ATOMIC_CAS
#undef PREP_SIM_ATOMIC_FETCH
