// The software halves against exact arithmetic: every operation must give the nearest value, ties to even.
// clang-format off
#include "catch.h"  // before __CUDACC__ is defined
// clang-format on

#include <prep/sim/bfloat16.h>
#include <prep/sim/half.h>

#include <cmath>
#include <cstdint>

namespace {

// The bits nearest to x >= 0, found by bisection over all finite values of the format.
template <class H>
unsigned nearest(long double x) {
  const unsigned infinity = H(1e300).bits;
  const auto value = [](unsigned bits) {
    return static_cast<long double>(static_cast<float>(H::raw(static_cast<unsigned short>(bits))));
  };
  unsigned low = 0, high = infinity;
  while (low + 1 < high) {
    const unsigned middle = (low + high) / 2;
    (value(middle) <= x ? low : high) = middle;
  }
  const long double above = high == infinity ? 2 * value(low) - value(low - 1) : value(high);
  const long double down = x - value(low), up = above - x;
  return down < up || (down == up && low % 2 == 0) ? low : high;
}

struct Random {
  std::uint64_t state = 88172645463325252ull;
  std::uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
  }
};

template <class H>
int wrong_results(int rounds) {
  Random random;
  const unsigned infinity = H(1e300).bits;
  const auto any = [&] {
    return H::raw(static_cast<unsigned short>(random.next() % infinity | (random.next() % 2) << 15));
  };
  int wrong = 0;
  for (int i = 0; i < rounds; ++i) {
    const H a = any(), b = any(), c = any();
    const auto wide = [](H h) { return static_cast<long double>(static_cast<float>(h)); };
    H got;
    long double exact = 0;
    switch (random.next() % 4) {
      case 0:
        got = a + b, exact = wide(a) + wide(b);
        break;
      case 1:
        got = a * b, exact = wide(a) * wide(b);
        break;
      case 2:
        if (wide(b) == 0) continue;
        got = a / b, exact = wide(a) / wide(b);
        break;
      default: {
        // Exact in 64 bits only while the exponents are near.
        const long double product = wide(a) * wide(b);
        if (product == 0 || wide(c) == 0 || std::abs(std::ilogb(product) - std::ilogb(wide(c))) > 40)
          continue;
        got = __hfma(a, b, c), exact = product + wide(c);
      }
    }
    if (exact == 0) continue;
    const unsigned want = nearest<H>(std::fabs(exact)) | (exact < 0 ? 0x8000u : 0u);
    if (got.bits != want) ++wrong;
  }
  return wrong;
}

template <class H>
int lost_in_round_trip() {
  int lost = 0;
  for (unsigned bits = 0; bits < 65536; ++bits) {
    const H h = H::raw(static_cast<unsigned short>(bits));
    if (__hisnan(h)) continue;
    if (H(static_cast<float>(h)).bits != bits || H(static_cast<double>(static_cast<float>(h))).bits != bits)
      ++lost;
  }
  return lost;
}

}  // namespace

TEST_CASE("every finite value and infinity survives the way through float and double") {
  CHECK(lost_in_round_trip<__half>() == 0);
  CHECK(lost_in_round_trip<__nv_bfloat16>() == 0);
}

TEST_CASE("sums, products, quotients and fused operations are correctly rounded") {
  CHECK(wrong_results<__half>(300000) == 0);
  CHECK(wrong_results<__nv_bfloat16>(300000) == 0);
}

TEST_CASE("rounding a double goes once, not through float") {
  // Just above the tie between 1 and the next half; float would round it onto the tie.
  CHECK(__half(1.0 + 0x1p-11 + 0x1p-40).bits == 0x3c01);
  CHECK(__half(1.0 + 0x1p-11).bits == 0x3c00);
  CHECK(__nv_bfloat16(1.0 + 0x1p-8 + 0x1p-40).bits == 0x3f81);
}

TEST_CASE("edges: overflow, subnormals, NaN, directed rounding") {
  CHECK(__half(65519.996f).bits == 0x7bff);
  CHECK(__half(65520.0f).bits == 0x7c00);
  CHECK(__half(0x1p-25f).bits == 0);
  CHECK(__half(0x1.8p-25f).bits == 1);
  CHECK(__float2half(NAN).bits == 0x7fff);
  CHECK(__hisinf(__half(-1e9f)) == -1);
  CHECK(__float2half_rz(65519.996f).bits == 0x7bff);
  CHECK(__float2half_ru(1.0f + 0x1p-20f).bits == 0x3c01);
  CHECK(__float2half_rd(-1.0f - 0x1p-20f).bits == 0xbc01);
  CHECK(__float2half_rd(-0x1p-30f).bits == 0x8001);
}

TEST_CASE("pairs work lane by lane") {
  const __half2 v = __hfma2(__floats2half2_rn(1.5f, -2.0f), __float2half2_rn(2.0f), __float2half2_rn(1.0f));
  CHECK(__low2float(v) == 4.0f);
  CHECK(__high2float(v) == -3.0f);
  const float2 w = __bfloat1622float2(__lowhigh2highlow(__floats2bfloat162_rn(1.0f, 2.0f)));
  CHECK(w.x == 2.0f);
  CHECK(w.y == 1.0f);
  CHECK(sizeof(__half2) == 4);
  CHECK(alignof(__half2) == 4);
}
