// CUDA's vector types (char1 … double4) with CUDA's alignment, and their make_ functions.
#pragma once
#pragma GCC system_header
#include <prep/sim/keywords.h>
#include <prep/sim/types.h>

#define PREP_SIM_VECTOR(T, name, align2, align4) \
  struct name##1 {                               \
    T x;                                         \
  };                                             \
  struct alignas(align2) name##2 {               \
    T x, y;                                      \
  };                                             \
  struct name##3 {                               \
    T x, y, z;                                   \
  };                                             \
  struct alignas(align4) name##4 {               \
    T x, y, z, w;                                \
  };                                             \
  PREP_SIM_VECTOR_MAKE(T, name)
#define PREP_SIM_VECTOR_MAKE(T, name)                                   \
  constexpr name##1 make_##name##1(T x) { return {x}; }                 \
  constexpr name##2 make_##name##2(T x, T y) { return {x, y}; }         \
  constexpr name##3 make_##name##3(T x, T y, T z) { return {x, y, z}; } \
  constexpr name##4 make_##name##4(T x, T y, T z, T w) { return {x, y, z, w}; }

PREP_SIM_VECTOR(signed char, char, 2, 4)
PREP_SIM_VECTOR(unsigned char, uchar, 2, 4)
PREP_SIM_VECTOR(short, short, 4, 8)
PREP_SIM_VECTOR(unsigned short, ushort, 4, 8)
PREP_SIM_VECTOR(int, int, 8, 16)
PREP_SIM_VECTOR(long, long, 16, 16)
PREP_SIM_VECTOR(unsigned long, ulong, 16, 16)
PREP_SIM_VECTOR(long long, longlong, 16, 16)
PREP_SIM_VECTOR(unsigned long long, ulonglong, 16, 16)
PREP_SIM_VECTOR(float, float, 8, 16)
PREP_SIM_VECTOR(double, double, 16, 16)
struct uint1 {
  unsigned x;
};
struct alignas(8) uint2 {
  unsigned x, y;
};
struct alignas(16) uint4 {
  unsigned x, y, z, w;
};
PREP_SIM_VECTOR_MAKE(unsigned, uint)

// CUDA 13 names the alignment of the 32-byte types.
#define PREP_SIM_VECTOR_ALIGNED(T, name, bytes) \
  struct alignas(bytes) name##4_##bytes##a {    \
    T x, y, z, w;                               \
  };                                            \
  constexpr name##4_##bytes##a make_##name##4_##bytes##a(T x, T y, T z, T w) { return {x, y, z, w}; }
#define PREP_SIM_VECTOR_LARGE(T, name) \
  PREP_SIM_VECTOR_ALIGNED(T, name, 16) \
  PREP_SIM_VECTOR_ALIGNED(T, name, 32)
PREP_SIM_VECTOR_LARGE(long, long)
PREP_SIM_VECTOR_LARGE(unsigned long, ulong)
PREP_SIM_VECTOR_LARGE(long long, longlong)
PREP_SIM_VECTOR_LARGE(unsigned long long, ulonglong)
PREP_SIM_VECTOR_LARGE(double, double)
#undef PREP_SIM_VECTOR_LARGE
#undef PREP_SIM_VECTOR_ALIGNED
#undef PREP_SIM_VECTOR
#undef PREP_SIM_VECTOR_MAKE
