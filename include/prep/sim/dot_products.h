// Dot products of bytes and halfwords packed in words. The sum wraps, as on the GPU.
#pragma once
#pragma GCC system_header
#include <prep/sim/keywords.h>
#include <prep/sim/rounding.h>
#include <prep/sim/vectors.h>
#include <stdint.h>

PREP_SIM_API int __dp4a(int a, int b, int sum) {
  int products = 0;
  for (int i = 0; i < 32; i += 8) products += static_cast<int8_t>(a >> i) * static_cast<int8_t>(b >> i);
  return static_cast<int>(static_cast<unsigned>(sum) + static_cast<unsigned>(products));
}
PREP_SIM_API unsigned __dp4a(unsigned a, unsigned b, unsigned sum) {
  for (int i = 0; i < 32; i += 8) sum += (a >> i & 0xff) * (b >> i & 0xff);
  return sum;
}
PREP_SIM_API int __dp2a_lo(int a, int b, int sum) {
  const int products = static_cast<int16_t>(a) * static_cast<int8_t>(b) +
                       static_cast<int16_t>(a >> 16) * static_cast<int8_t>(b >> 8);
  return static_cast<int>(static_cast<unsigned>(sum) + static_cast<unsigned>(products));
}
PREP_SIM_API unsigned __dp2a_lo(unsigned a, unsigned b, unsigned sum) {
  return sum + (a & 0xffff) * (b & 0xff) + (a >> 16) * (b >> 8 & 0xff);
}
PREP_SIM_API int __dp2a_hi(int a, int b, int sum) { return __dp2a_lo(a, b >> 16, sum); }
PREP_SIM_API unsigned __dp2a_hi(unsigned a, unsigned b, unsigned sum) { return __dp2a_lo(a, b >> 16, sum); }

#define PREP_SIM_PACKED(name, A, B, T)                                          \
  PREP_SIM_API T name(A a, B b, T sum) {                                        \
    return name(::prep::sim::bit_cast<T>(a), ::prep::sim::bit_cast<T>(b), sum); \
  }
PREP_SIM_PACKED(__dp4a, char4, char4, int)
PREP_SIM_PACKED(__dp4a, uchar4, uchar4, unsigned)
PREP_SIM_PACKED(__dp2a_lo, short2, char4, int)
PREP_SIM_PACKED(__dp2a_lo, ushort2, uchar4, unsigned)
PREP_SIM_PACKED(__dp2a_hi, short2, char4, int)
PREP_SIM_PACKED(__dp2a_hi, ushort2, uchar4, unsigned)
#undef PREP_SIM_PACKED
