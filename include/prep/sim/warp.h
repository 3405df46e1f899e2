// Warp intrinsics on the types that CUDA gives them: shuffles, votes, matches, reductions.
#pragma once
#pragma GCC system_header
#include <prep/sim/index.h>
#include <prep/sim/keywords.h>
#include <prep/sim/warp_refused.h>

namespace prep::sim {

template <class T>
PREP_SIM_API uint64_t to_bits(T value) {
  uint64_t bits = 0;
  __builtin_memcpy(&bits, &value, sizeof value);
  return bits;
}
template <class T>
PREP_SIM_API T from_bits(uint64_t bits) {
  T value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

// Which lane a shuffle reads; `width` is a power of two that cuts the warp into segments. 32 is added where
// the program names that lane, instead of moving all values along.
PREP_SIM_API unsigned source_indexed(int source, int width) {
  const unsigned in_segment = static_cast<unsigned>(width) - 1;
  return (prep_lane & ~in_segment) | (static_cast<unsigned>(source) & in_segment) | 32;
}
PREP_SIM_API unsigned source_up(unsigned delta, int width) {
  return (prep_lane & (static_cast<unsigned>(width) - 1)) >= delta ? prep_lane - delta : prep_lane;
}
PREP_SIM_API unsigned source_down(unsigned delta, int width) {
  const unsigned in_segment = prep_lane & (static_cast<unsigned>(width) - 1);
  return delta < static_cast<unsigned>(width) - in_segment ? prep_lane + delta : prep_lane;
}
PREP_SIM_API unsigned source_xor(int flip, int width) {
  const unsigned source = prep_lane ^ static_cast<unsigned>(flip);
  return (source > (prep_lane | (static_cast<unsigned>(width) - 1)) ? prep_lane : source) | 32;
}
template <class T>
PREP_SIM_API T shuffle(unsigned mask, T value, unsigned source, const char* file, int line) {
  return from_bits<T>(prep_shuffle(mask, to_bits(value), source, file, line));
}

}  // namespace prep::sim

#define PREP_SIM_SHUFFLES(T)                                                                                \
  PREP_SIM_API T __shfl_sync(unsigned mask, T value, int source, int width = warpSize, PREP_SIM_SITE) {     \
    return ::prep::sim::shuffle(mask, value, ::prep::sim::source_indexed(source, width), prep_file,         \
                                prep_line);                                                                 \
  }                                                                                                         \
  PREP_SIM_API T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = warpSize,               \
                                PREP_SIM_SITE) {                                                            \
    return ::prep::sim::shuffle(mask, value, ::prep::sim::source_up(delta, width), prep_file, prep_line);   \
  }                                                                                                         \
  PREP_SIM_API T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize,             \
                                  PREP_SIM_SITE) {                                                          \
    return ::prep::sim::shuffle(mask, value, ::prep::sim::source_down(delta, width), prep_file, prep_line); \
  }                                                                                                         \
  PREP_SIM_API T __shfl_xor_sync(unsigned mask, T value, int flip, int width = warpSize, PREP_SIM_SITE) {   \
    return ::prep::sim::shuffle(mask, value, ::prep::sim::source_xor(flip, width), prep_file, prep_line);   \
  }
#define PREP_SIM_MATCHES(T)                                                                       \
  PREP_SIM_API unsigned __match_any_sync(unsigned mask, T value, PREP_SIM_SITE) {                 \
    return prep_match_any(mask, ::prep::sim::to_bits(value), prep_file, prep_line);               \
  }                                                                                               \
  PREP_SIM_API unsigned __match_all_sync(unsigned mask, T value, int* all_equal, PREP_SIM_SITE) { \
    return prep_match_all(mask, ::prep::sim::to_bits(value), all_equal, prep_file, prep_line);    \
  }
#define PREP_SIM_WARP_TYPES(X) \
  X(int) X(unsigned) X(long) X(unsigned long) X(long long) X(unsigned long long) X(float) X(double)
PREP_SIM_WARP_TYPES(PREP_SIM_SHUFFLES)
PREP_SIM_WARP_TYPES(PREP_SIM_MATCHES)
#undef PREP_SIM_MATCHES
#undef PREP_SIM_WARP_TYPES

PREP_SIM_API void __syncwarp(unsigned mask = 0xffffffffu, PREP_SIM_SITE) {
  prep_syncwarp(mask, prep_file, prep_line);
}
PREP_SIM_API unsigned __ballot_sync(unsigned mask, int predicate, PREP_SIM_SITE) {
  return prep_ballot(mask, predicate != 0, prep_file, prep_line);
}
PREP_SIM_API int __any_sync(unsigned mask, int predicate, PREP_SIM_SITE) {
  return prep_ballot(mask, predicate != 0, prep_file, prep_line) != 0;
}
PREP_SIM_API int __all_sync(unsigned mask, int predicate, PREP_SIM_SITE) {
  return prep_ballot(mask, predicate == 0, prep_file, prep_line) == 0;
}
PREP_SIM_API int __uni_sync(unsigned mask, int predicate, PREP_SIM_SITE) {
  int all_equal = 0;
  prep_match_all(mask, predicate != 0, &all_equal, prep_file, prep_line);
  return all_equal;
}
PREP_SIM_API unsigned __activemask() { return prep_activemask(); }

#define PREP_SIM_REDUCE(name, T, op)                                                                       \
  PREP_SIM_API T name(unsigned mask, T value, PREP_SIM_SITE) {                                             \
    return static_cast<T>(prep_warp_reduce(op, mask, static_cast<unsigned>(value), prep_file, prep_line)); \
  }
PREP_SIM_REDUCE(__reduce_add_sync, int, prep_reduce_add)
PREP_SIM_REDUCE(__reduce_add_sync, unsigned, prep_reduce_add)
PREP_SIM_REDUCE(__reduce_min_sync, int, prep_reduce_min_signed)
PREP_SIM_REDUCE(__reduce_min_sync, unsigned, prep_reduce_min_unsigned)
PREP_SIM_REDUCE(__reduce_max_sync, int, prep_reduce_max_signed)
PREP_SIM_REDUCE(__reduce_max_sync, unsigned, prep_reduce_max_unsigned)
PREP_SIM_REDUCE(__reduce_and_sync, unsigned, prep_reduce_and)
PREP_SIM_REDUCE(__reduce_or_sync, unsigned, prep_reduce_or)
PREP_SIM_REDUCE(__reduce_xor_sync, unsigned, prep_reduce_xor)
#undef PREP_SIM_REDUCE
