// DPX: sums, maxima and minima of three in one step, as dynamic programming wants them. Sums wrap; relu: not
// below 0; 16x2: two halfwords in a word. __vibmax and __vibmin say also whether the first operand won (or
// drew).
#pragma once
#pragma GCC system_header
#include <prep/sim/keywords.h>
#include <prep/sim/simd_in_word.h>

namespace prep::sim {
template <class T>
PREP_SIM_API T larger(T a, T b) {
  return a > b ? a : b;
}
template <class T>
PREP_SIM_API T smaller(T a, T b) {
  return a < b ? a : b;
}
// F maps the halfwords of three words, read as signed or unsigned, to the halfword of the result.
template <bool is_signed, class F>
PREP_SIM_API unsigned each_half(unsigned a, unsigned b, unsigned c, F f) {
  unsigned result = 0;
  for (int at = 0; at < 32; at += 16) {
    const auto lane = [at](unsigned word) {
      const auto bits = static_cast<unsigned short>(word >> at);
      return is_signed ? static_cast<int>(static_cast<short>(bits)) : static_cast<int>(bits);
    };
    result |= static_cast<unsigned>(static_cast<unsigned short>(f(lane(a), lane(b), lane(c)))) << at;
  }
  return result;
}
template <bool is_signed>
PREP_SIM_API int wrapped_half(int x) {
  return is_signed ? static_cast<int>(static_cast<short>(x))
                   : static_cast<int>(static_cast<unsigned short>(x));
}
}  // namespace prep::sim

#define PREP_SIM_DPX_WORD(name, T, of)                                                              \
  PREP_SIM_API T __viadd##name(T a, T b, T c) {                                                     \
    return ::prep::sim::of(static_cast<T>(static_cast<unsigned>(a) + static_cast<unsigned>(b)), c); \
  }
#define PREP_SIM_DPX_OF(word, of)                                                                           \
  PREP_SIM_DPX_WORD(word##_s32, int, of)                                                                    \
  PREP_SIM_DPX_WORD(word##_u32, unsigned, of)                                                               \
  PREP_SIM_API int __vi##word##3_s32(int a, int b, int c) {                                                 \
    return ::prep::sim::of(::prep::sim::of(a, b), c);                                                       \
  }                                                                                                         \
  PREP_SIM_API unsigned __vi##word##3_u32(unsigned a, unsigned b, unsigned c) {                             \
    return ::prep::sim::of(::prep::sim::of(a, b), c);                                                       \
  }                                                                                                         \
  PREP_SIM_API int __viadd##word##_s32_relu(int a, int b, int c) {                                          \
    return ::prep::sim::larger(__viadd##word##_s32(a, b, c), 0);                                            \
  }                                                                                                         \
  PREP_SIM_API int __vi##word##3_s32_relu(int a, int b, int c) {                                            \
    return ::prep::sim::larger(__vi##word##3_s32(a, b, c), 0);                                              \
  }                                                                                                         \
  PREP_SIM_API int __vi##word##_s32_relu(int a, int b) {                                                    \
    return ::prep::sim::larger(::prep::sim::of(a, b), 0);                                                   \
  }                                                                                                         \
  PREP_SIM_DPX_HALVES(__viadd##word##_s16x2, true,                                                          \
                      (::prep::sim::of(::prep::sim::wrapped_half<true>(a + b), c)))                         \
  PREP_SIM_DPX_HALVES(__viadd##word##_u16x2, false,                                                         \
                      (::prep::sim::of(::prep::sim::wrapped_half<false>(a + b), c)))                        \
  PREP_SIM_DPX_HALVES(__viadd##word##_s16x2_relu, true,                                                     \
                      (::prep::sim::larger(::prep::sim::of(::prep::sim::wrapped_half<true>(a + b), c), 0))) \
  PREP_SIM_DPX_HALVES(__vi##word##3_s16x2, true, (::prep::sim::of(::prep::sim::of(a, b), c)))               \
  PREP_SIM_DPX_HALVES(__vi##word##3_u16x2, false, (::prep::sim::of(::prep::sim::of(a, b), c)))              \
  PREP_SIM_DPX_HALVES(__vi##word##3_s16x2_relu, true,                                                       \
                      (::prep::sim::larger(::prep::sim::of(::prep::sim::of(a, b), c), 0)))                  \
  PREP_SIM_API unsigned __vi##word##_s16x2_relu(unsigned a, unsigned b) {                                   \
    return __vi##word##3_s16x2_relu(a, b, b);                                                               \
  }                                                                                                         \
  PREP_SIM_DPX_CHOICE(__vib##word##_s32, int, of)                                                           \
  PREP_SIM_DPX_CHOICE(__vib##word##_u32, unsigned, of)                                                      \
  PREP_SIM_DPX_CHOICES(__vib##word##_s16x2, short, of)                                                      \
  PREP_SIM_DPX_CHOICES(__vib##word##_u16x2, unsigned short, of)
#define PREP_SIM_DPX_HALVES(name, is_signed, expression)                           \
  PREP_SIM_API unsigned name(unsigned x, unsigned y, unsigned z) {                 \
    return ::prep::sim::each_half<is_signed>(                                      \
        x, y, z, [](int a, int b, [[maybe_unused]] int c) { return expression; }); \
  }
#define PREP_SIM_DPX_CHOICE(name, T, of)       \
  PREP_SIM_API T name(T a, T b, bool* first) { \
    *first = ::prep::sim::of(a, b) == a;       \
    return ::prep::sim::of(a, b);              \
  }
#define PREP_SIM_DPX_CHOICES(name, T, of)                                                       \
  PREP_SIM_API unsigned name(unsigned a, unsigned b, bool* first_high, bool* first_low) {       \
    const T ah = static_cast<T>(a >> 16), al = static_cast<T>(a), bh = static_cast<T>(b >> 16), \
            bl = static_cast<T>(b);                                                             \
    *first_high = ::prep::sim::of(ah, bh) == ah;                                                \
    *first_low = ::prep::sim::of(al, bl) == al;                                                 \
    return static_cast<unsigned>(static_cast<unsigned short>(::prep::sim::of(ah, bh))) << 16 |  \
           static_cast<unsigned short>(::prep::sim::of(al, bl));                                \
  }
PREP_SIM_DPX_OF(max, larger)
PREP_SIM_DPX_OF(min, smaller)
#undef PREP_SIM_DPX_CHOICES
#undef PREP_SIM_DPX_CHOICE
#undef PREP_SIM_DPX_HALVES
#undef PREP_SIM_DPX_OF
#undef PREP_SIM_DPX_WORD
