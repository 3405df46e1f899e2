// The 8-bit floats against a slow definition: the value of every code by exact powers of two, and the nearest
// code by a search over all of them.
// clang-format off
#include "catch.h"  // before __CUDACC__ is defined
// clang-format on

#include <prep/sim/float8.h>

#include <cmath>

namespace {

// The value of a finite code, from the formats' tables (OCP 8-bit Floating Point Specification).
double value_of(unsigned code, int fraction_bits, int bias) {
  const int exponent = static_cast<int>(code & 0x7f) >> fraction_bits, scale = 1 << fraction_bits;
  const int fraction = static_cast<int>(code) % scale;
  const double size = exponent == 0
                          ? std::pow(2.0, 1 - bias) * fraction / scale
                          : std::pow(2.0, exponent - bias) * (1.0 + static_cast<double>(fraction) / scale);
  return code >= 128 ? -size : size;
}

unsigned nearest_code(double x, int fraction_bits, int bias, unsigned largest) {
  unsigned best = 0;
  for (unsigned code = 0; code <= largest; ++code) {
    const double here = std::fabs(value_of(code, fraction_bits, bias) - x);
    const double there = std::fabs(value_of(best, fraction_bits, bias) - x);
    if (here < there || (here == there && code % 2 == 0)) best = code;
  }
  return best;
}

int wrong_codes(__nv_fp8_interpretation_t kind, int fraction_bits, int bias, unsigned largest) {
  int wrong = 0;
  for (unsigned bits = 0; bits < 0x7c00; ++bits) {  // every finite half, which holds every tie
    const __half h = __half::raw(static_cast<unsigned short>(bits));
    const unsigned want =
        nearest_code(static_cast<double>(static_cast<float>(h)), fraction_bits, bias, largest);
    wrong += __nv_cvt_halfraw_to_fp8(h, __NV_SATFINITE, kind) != want;
    wrong += __nv_cvt_float_to_fp8(-static_cast<float>(h), __NV_SATFINITE, kind) != (want | 0x80u);
  }
  for (unsigned code = 0; code < 256; ++code) {
    const __half_raw raw = __nv_cvt_fp8_to_halfraw(static_cast<unsigned char>(code), kind);
    if ((code & 0x7f) <= largest)
      wrong += static_cast<double>(static_cast<float>(__half(raw))) != value_of(code, fraction_bits, bias);
  }
  return wrong;
}

}  // namespace

TEST_CASE("every half becomes the nearest 8-bit float, every code its value") {
  CHECK(wrong_codes(__NV_E4M3, 3, 7, 0x7e) == 0);
  CHECK(wrong_codes(__NV_E5M2, 2, 15, 0x7b) == 0);
}

TEST_CASE("overflow, infinity and NaN by saturation mode") {
  CHECK(__nv_cvt_float_to_fp8(1e6f, __NV_SATFINITE, __NV_E4M3) == 0x7e);
  CHECK(__nv_cvt_float_to_fp8(1e6f, __NV_NOSAT, __NV_E4M3) == 0x7f);
  CHECK(__nv_cvt_float_to_fp8(-1e6f, __NV_SATFINITE, __NV_E5M2) == 0xfb);
  CHECK(__nv_cvt_float_to_fp8(INFINITY, __NV_NOSAT, __NV_E5M2) == 0x7c);
  CHECK(__nv_cvt_float_to_fp8(464.0f, __NV_NOSAT, __NV_E4M3) == 0x7e);
  CHECK(__nv_cvt_float_to_fp8(NAN, __NV_SATFINITE, __NV_E4M3) == 0x7f);
  CHECK(std::isnan(static_cast<float>(__half(__nv_cvt_fp8_to_halfraw(0x7f, __NV_E4M3)))));
  CHECK(std::isinf(static_cast<float>(__half(__nv_cvt_fp8_to_halfraw(0xfc, __NV_E5M2)))));
}

TEST_CASE("the types convert explicitly, two and four at a time") {
  CHECK(static_cast<float>(__nv_fp8_e4m3(0.3f)) == 0.3125f);
  CHECK(static_cast<int>(__nv_fp8_e5m2(-2.6f)) == -2);
  const __nv_fp8x2_e4m3 two(make_float2(1.0f, -2.0f));
  CHECK(two.__x == 0xc038);
  CHECK(static_cast<float2>(two).y == -2.0f);
  const __nv_fp8x4_e5m2 four(make_float4(1.0f, 2.0f, 3.0f, 4.0f));
  CHECK(static_cast<float4>(four).z == 3.0f);
  CHECK(sizeof(four) == 4);
  CHECK(static_cast<float>(static_cast<__half2>(two).x) == 1.0f);
}
