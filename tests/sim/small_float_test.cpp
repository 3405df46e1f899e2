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

// Against the definition: the largest value not above, the smallest not below.
template <class H>
int wrong_directions() {
  int wrong = 0;
  const auto value = [](unsigned bits) {
    return static_cast<float>(H::raw(static_cast<unsigned short>(bits)));
  };
  const unsigned infinity = H(1e300).bits;
  for (unsigned bits = 0; bits + 1 < infinity; ++bits) {
    const float low = value(bits), high = value(bits + 1);
    const double between = low + (static_cast<double>(high) - low) * 0.25;
    using prep::sim::round_toward, prep::sim::Toward;
    const auto is = [&](double x, Toward way, unsigned want) {
      wrong += round_toward<typename H::Format>(x, way) != want;
    };
    is(between, Toward::down, bits), is(between, Toward::zero, bits), is(between, Toward::up, bits + 1);
    is(-between, Toward::down, (bits + 1) | 0x8000), is(-between, Toward::zero, bits | 0x8000);
    is(-between, Toward::up, bits | 0x8000), is(high, Toward::down, bits + 1), is(low, Toward::up, bits);
  }
  return wrong;
}

template <class H, class Convert>
int wrong_integers(Convert convert, double (*rounding)(double), double lowest, double highest) {
  int wrong = 0;
  for (unsigned bits = 0; bits < 65536; ++bits) {
    const H h = H::raw(static_cast<unsigned short>(bits));
    const double exact = rounding(static_cast<double>(static_cast<float>(h)));
    const double want = exact != exact ? 0.0 : exact < lowest ? lowest : exact > highest ? highest : exact;
    wrong += static_cast<double>(convert(h)) != want;
  }
  return wrong;
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

TEST_CASE("directed roundings stop at the neighbours, for every value") {
  CHECK(wrong_directions<__half>() == 0);
  CHECK(wrong_directions<__nv_bfloat16>() == 0);
}

TEST_CASE("conversions to integers clamp, and NaN is 0, for every value") {
  const double most = 2147483647.0;
  const auto near = [](double x) { return std::nearbyint(x); };
  CHECK(wrong_integers<__half>([](__half h) { return __half2int_rn(h); }, near, -most - 1, most) == 0);
  CHECK(wrong_integers<__half>([](__half h) { return __half2short_rz(h); }, std::trunc, -32768, 32767) == 0);
  CHECK(wrong_integers<__half>([](__half h) { return __half2ushort_ru(h); }, std::ceil, 0, 65535) == 0);
  CHECK(wrong_integers<__half>([](__half h) { return __half2uchar_rz(h); }, std::trunc, 0, 255) == 0);
  CHECK(wrong_integers<__nv_bfloat16>([](__nv_bfloat16 h) { return __bfloat162int_rd(h); }, std::floor,
                                      -most - 1, most) == 0);
  CHECK(wrong_integers<__nv_bfloat16>([](__nv_bfloat16 h) { return __bfloat162uint_rz(h); }, std::trunc, 0,
                                      4294967295.0) == 0);
  CHECK(__half2ll_rn(__half(NAN)) == INT64_MIN);
}

TEST_CASE("integers are rounded once") {
  // A tie in bfloat16 but for its last bit, which double cannot hold.
  const long long above_tie = (257ll << 54) + 1;
  CHECK(__ll2bfloat16_rn(above_tie).bits == __nv_bfloat16(std::ldexp(258.0, 54)).bits);
  CHECK(__ll2bfloat16_rn(-above_tie).bits == __nv_bfloat16(std::ldexp(-258.0, 54)).bits);
  CHECK(__ull2bfloat16_rn(257ull << 54).bits == __nv_bfloat16(std::ldexp(256.0, 54)).bits);
  CHECK(__int2half_rn(2049).bits == __half(2048.0f).bits);
  CHECK(__int2half_ru(2049).bits == __half(2050.0f).bits);
  CHECK(__int2half_rz(100000).bits == 0x7bff);
}

TEST_CASE("comparisons with NaN, saturation, relu, masks") {
  const __half nan = __float2half(NAN), one(1), two(2), minus(-3);
  CHECK_FALSE(__hne(nan, one));
  CHECK(__hneu(nan, one));
  CHECK(__hltu(nan, one));
  CHECK_FALSE(__hlt(nan, one));
  CHECK(nan != nan);
  CHECK(__hmax(nan, one).bits == one.bits);
  CHECK(__hisnan(__hmax_nan(nan, one)));
  CHECK(__hmin(__half(-0.0f), __half(0.0f)).bits == 0x8000);
  CHECK(__hadd_sat(one, two).bits == one.bits);
  CHECK(__hadd_sat(nan, two).bits == 0);
  CHECK(__hfma_relu(minus, one, one).bits == 0);
  CHECK(__hisnan(__hfma_relu(nan, one, one)));
  CHECK(__hgt2_mask({two, one}, {one, two}) == 0x0000ffffu);
  CHECK(__hbge2({two, two}, {one, two}));
  CHECK(__heq2({two, nan}, {two, nan}).y.bits == 0);
  const __half2 product = __hcmadd({__half(1), __half(2)}, {__half(3), __half(4)}, {__half(10), __half(20)});
  CHECK(static_cast<float>(product.x) == 5.0f);
  CHECK(static_cast<float>(product.y) == 30.0f);
  __half stepped = one;
  CHECK(static_cast<float>(stepped++) == 1.0f);
  CHECK(static_cast<float>(++stepped) == 3.0f);
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
