// Results rounded in a chosen direction, without touching the processor's rounding mode: a wider value that
// is exact, or rounded to odd (its last bit says "not exact"), is rounded once more. The rounding of a zero
// sum and of overflow is IEEE 754's. A double's directed product that is itself subnormal may be one step
// off.
#pragma once
#pragma GCC system_header
#include <math.h>
#include <prep/sim/keywords.h>

namespace prep::sim {

template <class To, class From>
PREP_SIM_API To bit_cast(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  __builtin_memcpy(&to, &from, sizeof to);
  return to;
}

enum class Toward { zero, up, down };

// `value` is near the exact result; `error` has the sign of exact - value.
template <class T>
PREP_SIM_API T step(T value, T error, Toward way) {
  if (error == T(0) || !(error == error)) return value;
  const bool up = error > T(0);
  if (way == Toward::up && !up) return value;
  if (way == Toward::down && up) return value;
  if (way == Toward::zero && (value == T(0) || up == (value > T(0)))) return value;
  const T infinity = static_cast<T>(HUGE_VAL);
  if (sizeof(T) == sizeof(float))
    return static_cast<T>(
        ::nextafterf(static_cast<float>(value), static_cast<float>(up ? infinity : -infinity)));
  return static_cast<T>(
      ::nextafter(static_cast<double>(value), static_cast<double>(up ? infinity : -infinity)));
}

// The last bit of a result that is not exact becomes 1.
PREP_SIM_API double make_odd(double nearest, double error) {
  if (error == 0.0 || !(error - error == 0.0) || !(nearest - nearest == 0.0)) return nearest;
  long long bits = bit_cast<long long>(nearest);
  if ((bits & 1) == 0) bits += (error > 0.0) == (nearest > 0.0) ? 1 : -1;
  return bit_cast<double>(bits);
}
PREP_SIM_API double sum_error(double a, double b, double sum) {
  const double part = sum - a;
  return (a - (sum - part)) + (b - part);
}
// a * b + c for floats and shorter: a * b is exact.
PREP_SIM_API double fma_to_odd(double a, double b, double c) {
  const double product = a * b, sum = product + c;
  return make_odd(sum, sum_error(product, c, sum));
}
PREP_SIM_API double to_odd(unsigned long long x) {
  if (x >> 53 != 0) x = (x & ~0xfffull) | ((x & 0xfff) != 0 ? 0x800 : 0);
  return static_cast<double>(x);
}
PREP_SIM_API double to_odd(long long x) {
  return x < 0 ? -to_odd(0ull - static_cast<unsigned long long>(x))
               : to_odd(static_cast<unsigned long long>(x));
}

PREP_SIM_API float float_toward(double x, Toward way) {
  const float nearest = static_cast<float>(x);
  const double back = static_cast<double>(nearest);
  if (back == x || !(x == x) || !(x - x == 0.0)) return nearest;
  return step(nearest, x > back ? 1.0f : -1.0f, way);
}
// An exact zero sum is -0 toward minus infinity, unless both sides are +0.
template <class T>
PREP_SIM_API T signed_zero(T sum, T a, T b, Toward way) {
  const bool minus = way == Toward::down && sum == T(0) && (__builtin_signbit(a) || __builtin_signbit(b));
  return minus ? -T(0) : sum;
}

PREP_SIM_API float add_toward(float a, float b, Toward way) {
  const double x = static_cast<double>(a), y = static_cast<double>(b), sum = x + y;
  return signed_zero(float_toward(make_odd(sum, sum_error(x, y, sum)), way), a, b, way);
}
PREP_SIM_API float multiply_toward(float a, float b, Toward way) {
  return float_toward(static_cast<double>(a) * static_cast<double>(b), way);
}
PREP_SIM_API float divide_toward(float a, float b, Toward way) {
  const double x = static_cast<double>(a), y = static_cast<double>(b), quotient = x / y;
  const double rest = ::fma(-quotient, y, x);
  return float_toward(make_odd(quotient, y < 0 ? -rest : rest), way);
}
PREP_SIM_API float root_toward(float a, Toward way) {
  const double x = static_cast<double>(a), root = ::sqrt(x);
  return float_toward(make_odd(root, ::fma(-root, root, x)), way);
}
PREP_SIM_API float fma_toward(float a, float b, float c, Toward way) {
  return signed_zero(
      float_toward(fma_to_odd(static_cast<double>(a), static_cast<double>(b), static_cast<double>(c)), way),
      a * b, c, way);
}

PREP_SIM_API double add_toward(double a, double b, Toward way) {
  const double sum = a + b;
  if (!(sum - sum == 0.0)) return a - a == 0.0 && b - b == 0.0 ? step(sum, sum > 0 ? -1.0 : 1.0, way) : sum;
  return signed_zero(step(sum, sum_error(a, b, sum), way), a, b, way);
}
PREP_SIM_API double multiply_toward(double a, double b, Toward way) {
  const double product = a * b;
  if (!(product - product == 0.0))
    return a - a == 0.0 && b - b == 0.0 ? step(product, product > 0 ? -1.0 : 1.0, way) : product;
  return step(product, ::fma(a, b, -product), way);
}
PREP_SIM_API double divide_toward(double a, double b, Toward way) {
  const double quotient = a / b;
  if (!(quotient - quotient == 0.0)) return quotient;
  const double rest = ::fma(-quotient, b, a);
  return step(quotient, b < 0 ? -rest : rest, way);
}
PREP_SIM_API double root_toward(double a, Toward way) {
  const double root = ::sqrt(a);
  return root - root == 0.0 ? step(root, ::fma(-root, root, a), way) : root;
}
PREP_SIM_API double fma_toward(double a, double b, double c, Toward way) {
  const double result = ::fma(a, b, c), product = a * b, sum = product + c;
  if (!(result - result == 0.0) || !(product - product == 0.0)) return result;
  const double low = ::fma(a, b, -product) + sum_error(product, c, sum);
  return signed_zero(step(result, (sum - result) + low, way), product, c, way);
}

// An integer whose nearest double may lie on either side of it.
template <class T>
PREP_SIM_API double double_toward(T x, Toward way) {
  const double nearest = static_cast<double>(x);
  const __int128 back = static_cast<__int128>(nearest), exact = x;
  return step(nearest, exact > back ? 1.0 : exact < back ? -1.0 : 0.0, way);
}

}  // namespace prep::sim
