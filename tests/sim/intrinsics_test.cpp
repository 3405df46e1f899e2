// Intrinsics against independent answers: the processor's own rounding modes, plain loops over lanes, and the
// results that CUDA documents for special values.
// clang-format off
#include "catch.h"  // before __CUDACC__ is defined
// clang-format on

#include <prep/sim/cuda.h>

#include <cfenv>
#include <cstdint>
#include <cstring>

namespace {

struct Random {
  std::uint64_t state = 88172645463325252ull;
  std::uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
  }
  // Any bits, half of the time two numbers of like size.
  float any_float() {
    const auto bits = static_cast<std::uint32_t>(next());
    return next() % 2 != 0 ? __uint_as_float(bits) : __uint_as_float((bits & 0x81ffffffu) | 0x3e000000u);
  }
  double any_double() {
    const std::uint64_t bits = next();
    return __longlong_as_double(
        static_cast<long long>((bits & 0x803fffffffffffffull) | 0x3fc0000000000000ull));
  }
};

// Volatile, so that the compiler computes at run time, in the mode that is set.
template <class T, class F>
T in_mode(int mode, F f) {
  std::fesetround(mode);
  volatile T result = f();
  std::fesetround(FE_TONEAREST);
  return result;
}
template <class T>
bool same(T a, T b) {
  return std::memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b);
}

constexpr int kModes[] = {FE_TOWARDZERO, FE_UPWARD, FE_DOWNWARD};

}  // namespace

TEST_CASE("directed float arithmetic equals the processor's") {
  Random random;
  int wrong = 0;
  using F2 = float (*)(float, float);
  const F2 add[] = {__fadd_rz, __fadd_ru, __fadd_rd}, subtract[] = {__fsub_rz, __fsub_ru, __fsub_rd};
  const F2 multiply[] = {__fmul_rz, __fmul_ru, __fmul_rd}, divide[] = {__fdiv_rz, __fdiv_ru, __fdiv_rd};
  float (*const root[])(float) = {__fsqrt_rz, __fsqrt_ru, __fsqrt_rd};
  float (*const fused[])(float, float, float) = {__fmaf_rz, __fmaf_ru, __fmaf_rd};
  for (int i = 0; i < 300000; ++i) {
    volatile float x = random.any_float(), y = random.any_float(), z = random.any_float();
    if (i % 1000 == 0) y = -x;
    const int m = i % 3;
    wrong += !same(add[m](x, y), in_mode<float>(kModes[m], [&] { return x + y; }));
    wrong += !same(subtract[m](x, y), in_mode<float>(kModes[m], [&] { return x - y; }));
    wrong += !same(multiply[m](x, y), in_mode<float>(kModes[m], [&] { return x * y; }));
    wrong += !same(divide[m](x, y), in_mode<float>(kModes[m], [&] { return x / y; }));
    wrong += !same(root[m](x), in_mode<float>(kModes[m], [&] { return ::sqrtf(x); }));
    wrong += !same(fused[m](x, y, z), in_mode<float>(kModes[m], [&] { return ::fmaf(x, y, z); }));
  }
  CHECK(wrong == 0);
}

TEST_CASE("directed double arithmetic equals the processor's") {
  Random random;
  int wrong = 0;
  using F2 = double (*)(double, double);
  const F2 add[] = {__dadd_rz, __dadd_ru, __dadd_rd}, multiply[] = {__dmul_rz, __dmul_ru, __dmul_rd};
  const F2 divide[] = {__ddiv_rz, __ddiv_ru, __ddiv_rd};
  double (*const root[])(double) = {__dsqrt_rz, __dsqrt_ru, __dsqrt_rd};
  double (*const fused[])(double, double, double) = {__fma_rz, __fma_ru, __fma_rd};
  for (int i = 0; i < 200000; ++i) {
    volatile double x = random.any_double(), y = random.any_double(), z = random.any_double();
    const int m = i % 3;
    wrong += !same(add[m](x, y), in_mode<double>(kModes[m], [&] { return x + y; }));
    wrong += !same(multiply[m](x, y), in_mode<double>(kModes[m], [&] { return x * y; }));
    wrong += !same(divide[m](x, y), in_mode<double>(kModes[m], [&] { return x / y; }));
    if (x >= 0) wrong += !same(root[m](x), in_mode<double>(kModes[m], [&] { return ::sqrt(x); }));
    wrong += !same(fused[m](x, y, z), in_mode<double>(kModes[m], [&] { return ::fma(x, y, z); }));
  }
  CHECK(wrong == 0);
}

TEST_CASE("integers become floats in every direction") {
  Random random;
  int wrong = 0;
  float (*const narrow[])(long long) = {__ll2float_rz, __ll2float_ru, __ll2float_rd};
  float (*const unsigned_narrow[])(unsigned long long) = {__ull2float_rz, __ull2float_ru, __ull2float_rd};
  double (*const wide[])(long long) = {__ll2double_rz, __ll2double_ru, __ll2double_rd};
  float (*const from_double[])(double) = {__double2float_rz, __double2float_ru, __double2float_rd};
  for (int i = 0; i < 100000; ++i) {
    volatile long long x = static_cast<long long>(random.next()) >> random.next() % 50;
    volatile unsigned long long u = random.next();
    volatile double d = random.any_double();
    const int m = i % 3;
    wrong += !same(narrow[m](x), in_mode<float>(kModes[m], [&] { return static_cast<float>(x); }));
    wrong += !same(wide[m](x), in_mode<double>(kModes[m], [&] { return static_cast<double>(x); }));
    wrong += !same(from_double[m](d), in_mode<float>(kModes[m], [&] { return static_cast<float>(d); }));
    const float got = unsigned_narrow[m](u);
    const long double error = static_cast<long double>(got) - static_cast<long double>(u);
    wrong += m == 1 ? error < 0 : error > 0;
    wrong += error > 1.1e12L || error < -1.1e12L;
  }
  CHECK(wrong == 0);
}

TEST_CASE("floats become integers: clamped, NaN as the GPU gives it") {
  CHECK(__float2int_rz(1e10f) == 2147483647);
  CHECK(__float2int_rd(-1e10f) == INT32_MIN);
  CHECK(__float2int_rn(NAN) == 0);
  CHECK(__float2uint_rn(-5.0f) == 0);
  CHECK(__float2uint_rz(5e9f) == 4294967295u);
  CHECK(__float2ll_rn(NAN) == INT64_MIN);
  CHECK(__double2int_rz(NAN) == INT32_MIN);
  CHECK(__double2uint_rz(NAN) == 0x80000000u);
  CHECK(__float2ull_rz(NAN) == 0x8000000000000000ull);
  CHECK(__double2ull_rz(-1.0) == 0);
  CHECK(__double2ull_rz(2e19) == 18446744073709551615ull);
  CHECK(__float2int_rn(2.5f) == 2);
  CHECK(__float2int_ru(-2.5f) == -2);
}

TEST_CASE("lanes in a word: each equals a loop over the lanes") {
  Random random;
  int wrong = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto a = static_cast<unsigned>(random.next()), b = static_cast<unsigned>(random.next());
    unsigned char x[4], y[4];
    std::memcpy(x, &a, 4), std::memcpy(y, &b, 4);
    unsigned sum = 0, difference = 0, largest = 0, clamped = 0, equal = 0, sad = 0, average = 0;
    for (int k = 0; k < 4; ++k) {
      const int u = x[k], v = y[k], s = static_cast<signed char>(x[k]), t = static_cast<signed char>(y[k]);
      const auto put = [k](unsigned& word, int value) {
        word |= (static_cast<unsigned>(value) & 255u) << (8 * k);
      };
      put(sum, u + v), put(difference, u > v ? u - v : v - u), put(largest, s > t ? s : t);
      put(clamped, s + t > 127 ? 127 : s + t < -128 ? -128 : s + t), put(equal, u == v ? 255 : 0);
      put(average, (u + v + 1) / 2);
      sad += static_cast<unsigned>(u > v ? u - v : v - u);
    }
    wrong += __vadd4(a, b) != sum || __vabsdiffu4(a, b) != difference || __vmaxs4(a, b) != largest;
    wrong += __vaddss4(a, b) != clamped || __vcmpeq4(a, b) != equal || __vsadu4(a, b) != sad;
    wrong += __vavgu4(a, b) != average;
  }
  CHECK(wrong == 0);
  CHECK(__vadd2(0xffff0001u, 0x00010002u) == 0x00000003u);
  CHECK(__vsubus2(0x00010005u, 0x00020003u) == 0x00000002u);
  CHECK(__vabsss2(0x80007fffu) == 0x7fff7fffu);
  CHECK(__vneg4(0x0180ff00u) == 0xff800100u);
  CHECK(__vsetgts2(0x00010001u, 0xffff0002u) == 0x00010000u);
}

TEST_CASE("bits and words") {
  CHECK(__byte_perm(0x33221100u, 0x77665544u, 0x7531u) == 0x77553311u);
  CHECK(__byte_perm(0x00008000u, 0, 0x9999u) == 0xffffffffu);
  CHECK(__funnelshift_l(0x80000000u, 1u, 1) == 3u);
  CHECK(__funnelshift_lc(0x80000000u, 1u, 40) == 0x80000000u);
  CHECK(__funnelshift_rc(0x80000000u, 1u, 40) == 1u);
  CHECK(__fns(0xb0u, 0, 2) == 5u);
  CHECK(__fns(0xb0u, 7, -2) == 5u);
  CHECK(__fns(0xb0u, 0, 4) == 0xffffffffu);
  CHECK(__sad(-5, 7, 1u) == 13u);
  CHECK(__mul24(0x7fffff, 2) == 0xfffffe);
  CHECK(__mulhi(-1, 1) == -1);
  CHECK(__rhadd(-3, 0) == -1);
  CHECK(__hadd(-3, 0) == -2);
  CHECK(__dp4a(static_cast<int>(0x80808080u), static_cast<int>(0x80808080u), 1) == 4 * 16384 + 1);
  CHECK(__dp4a(make_uchar4(1, 2, 3, 255), make_uchar4(1, 1, 1, 255), 0u) == 6u + 65025u);
  CHECK(__dp2a_hi(make_short2(-300, 2), make_char4(9, 9, 3, -4), 0) == -908);
}

TEST_CASE("maths: special functions undo each other, special values are CUDA's") {
  for (const double p : {1e-300, 1e-20, 1e-5, 0.02, 0.3, 0.5, 0.77, 0.999}) {
    CHECK(std::fabs(::erfc(erfcinv(p)) / p - 1) < 1e-12);
    CHECK(std::fabs(normcdf(normcdfinv(p)) / p - 1) < 1e-12);
  }
  for (const double x : {-0.9999, -0.4, -1e-8, 0.0, 0.5, 0.51, 0.99})
    CHECK(std::fabs(::erf(erfinv(x)) - x) < 4e-16);
  CHECK(std::fabs(cyl_bessel_i0(1.0) / 1.2660658777520084 - 1) < 1e-15);
  CHECK(std::fabs(cyl_bessel_i1(20.0) / 42454973.385127775 - 1) < 1e-14);
  CHECK(__powf(-2.0f, 2.0f) != __powf(-2.0f, 2.0f));
  CHECK(__fdividef(1.0f, 0x1p127f) == 0.0f);
  CHECK(__saturatef(NAN) == 0.0f);
  CHECK(sinpif(1e6f) == 0.0f);
  CHECK(cospif(0.5f) == 0.0f);
  CHECK(rhypotf(3.0f, 4.0f) == 0.2f);
  CHECK(max(-1, 1u) == 4294967295u);
  CHECK(fmaxf(NAN, 1.0f) == 1.0f);
}

TEST_CASE("vector types have CUDA's sizes and alignments") {
  CHECK(alignof(char4) == 4);
  CHECK(alignof(float3) == 4);
  CHECK(sizeof(float3) == 12);
  CHECK(alignof(float4) == 16);
  CHECK(alignof(short4) == 8);
  CHECK(alignof(double3) == 8);
  CHECK(alignof(double4) == 16);
  CHECK(alignof(longlong2) == 16);
  CHECK(alignof(double4_32a) == 32);
  CHECK(sizeof(uchar3) == 3);
}
