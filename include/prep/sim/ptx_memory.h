// Inline PTX: loads, stores and atomics as ordinary accesses, ldmatrix and stmatrix (PTX ISA, "Warp-level
// Matrix Load Instruction: ldmatrix", "… Store Instruction: stmatrix").
#pragma once
#pragma GCC system_header
#include <prep/sim/abi_sync.h>
#include <prep/sim/abi_tensor.h>
#include <prep/sim/atomics.h>
#include <prep/sim/index.h>
#include <prep/sim/ptx_arithmetic.h>

namespace prep::sim::ptx {

// The compiler's macros under names that rewritten, already preprocessed text can use.
inline constexpr int kRelaxed = __ATOMIC_RELAXED, kAcquire = __ATOMIC_ACQUIRE, kRelease = __ATOMIC_RELEASE;

// N registers of T at once, as one access.
template <class T, int n>
struct alignas(sizeof(T) * n) Several {
  T at[n];
};
typedef unsigned Quad __attribute__((vector_size(16), may_alias));

template <class T, int n>
PREP_SIM_API Several<T, n> load_several(const void* p) {
  Several<T, n> result;
  if constexpr (sizeof(T) * n == 16)
    *reinterpret_cast<Quad*>(&result) = *static_cast<const Quad*>(p);
  else
    *reinterpret_cast<Bits<sizeof(T) * n>*>(&result) = *static_cast<const Bits<sizeof(T) * n>*>(p);
  return result;
}
template <class T, int n>
PREP_SIM_API void store_several(void* p, Several<T, n> value) {
  if constexpr (sizeof(T) * n == 16)
    *static_cast<Quad*>(p) = *reinterpret_cast<const Quad*>(&value);
  else
    *static_cast<Bits<sizeof(T) * n>*>(p) = *reinterpret_cast<const Bits<sizeof(T) * n>*>(&value);
}
template <class T>
PREP_SIM_API T load(const void* p) {
  return *static_cast<const T*>(p);
}
template <class T>
PREP_SIM_API void store(void* p, T value) {
  *static_cast<T*>(p) = value;
}
template <class T>
PREP_SIM_API T load_volatile(const void* p) {
  return bit_cast<T>(*static_cast<const volatile Bits<sizeof(T)>*>(p));
}
template <class T>
PREP_SIM_API void store_volatile(void* p, T value) {
  *static_cast<volatile Bits<sizeof(T)>*>(p) = bit_cast<Bits<sizeof(T)>>(value);
}
template <class T>
PREP_SIM_API T load_atomic(const void* p, int order) {
  spun();
  const auto* cell = static_cast<const Bits<sizeof(T)>*>(p);
  return bit_cast<T>(order == __ATOMIC_ACQUIRE ? __atomic_load_n(cell, __ATOMIC_ACQUIRE)
                                               : __atomic_load_n(cell, __ATOMIC_RELAXED));
}
template <class T>
PREP_SIM_API void store_atomic(void* p, T value, int order) {
  auto* cell = static_cast<Bits<sizeof(T)>*>(p);
  if (order == __ATOMIC_RELEASE)
    __atomic_store_n(cell, bit_cast<Bits<sizeof(T)>>(value), __ATOMIC_RELEASE);
  else
    __atomic_store_n(cell, bit_cast<Bits<sizeof(T)>>(value), __ATOMIC_RELAXED);
}

template <class T, class F>
PREP_SIM_API T update(void* p, F next) {
  return atomic_update<Bits<sizeof(T)>>(static_cast<T*>(p), next);
}
template <class T>
PREP_SIM_API T compare_and_swap(void* p, T expected, T value) {
  spun();
  auto seen = bit_cast<Bits<sizeof(T)>>(expected);
  __atomic_compare_exchange_n(static_cast<Bits<sizeof(T)>*>(p), &seen, bit_cast<Bits<sizeof(T)>>(value),
                              false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return bit_cast<T>(seen);
}

// Lane 8 i + r gives the address of row r of matrix i: eight numbers of 16 bits.
template <int count>
PREP_SIM_API void matrix_rows(void* own, char* (&rows)[8 * count], const char* file, int line) {
  uint64_t of_all[32];
  prep_all_lanes(reinterpret_cast<uint64_t>(own), of_all, file, line);
  for (int i = 0; i < 8 * count; ++i) rows[i] = reinterpret_cast<char*>(of_all[i]);
  if (prep_lane < 8 * count) prep_require_aligned(own, 16, 0, file, line);
}
template <int count, bool transposed>
PREP_SIM_API Several<unsigned, count> ldmatrix(void* own, PREP_SIM_SITE) {
  char* rows[8 * count];
  matrix_rows<count>(own, rows, prep_file, prep_line);
  Several<unsigned, count> result;
  const unsigned g = prep_lane / 4, t = prep_lane % 4;
  for (int i = 0; i < count; ++i) {
    if constexpr (transposed)
      result.at[i] = load<unsigned short>(rows[8 * i + 2 * t] + 2 * g) |
                     static_cast<unsigned>(load<unsigned short>(rows[8 * i + 2 * t + 1] + 2 * g)) << 16;
    else
      result.at[i] = load<unsigned>(rows[8 * i + g] + 4 * t);
  }
  return result;
}
template <int count, bool transposed>
PREP_SIM_API void stmatrix(void* own, Several<unsigned, count> value, PREP_SIM_SITE) {
  char* rows[8 * count];
  matrix_rows<count>(own, rows, prep_file, prep_line);
  const unsigned g = prep_lane / 4, t = prep_lane % 4;
  for (int i = 0; i < count; ++i) {
    if constexpr (transposed) {
      store(rows[8 * i + 2 * t] + 2 * g, static_cast<unsigned short>(value.at[i]));
      store(rows[8 * i + 2 * t + 1] + 2 * g, static_cast<unsigned short>(value.at[i] >> 16));
    } else {
      store(rows[8 * i + g] + 4 * t, value.at[i]);
    }
  }
}

// The transpose of one matrix whose rows lie in the lanes' registers.
PREP_SIM_API unsigned movmatrix(unsigned own, PREP_SIM_SITE) {
  uint64_t of_all[32];
  prep_all_lanes(own, of_all, prep_file, prep_line);
  const unsigned g = prep_lane / 4, t = prep_lane % 4, half = 16 * (g % 2);
  return (static_cast<unsigned>(of_all[8 * t + g / 2]) >> half & 0xffff) |
         (static_cast<unsigned>(of_all[8 * t + 4 + g / 2]) >> half & 0xffff) << 16;
}

}  // namespace prep::sim::ptx
