// What the two 16-bit float formats share. small_float_type.h and its three companions are read once per
// format with four macros set: PREP_SIM_SCALAR and PREP_SIM_PAIR (the types), PREP_SIM_S(a, b) and
// PREP_SIM_P(a, b) (a function's name around the format's short name: __float2 half _rn). Every operation
// gives the correctly rounded result (to nearest, ties to even): it is computed in a wider type that makes
// the second rounding harmless, or rounded to odd first where that does not hold. The mathematical functions
// (hexp, hsin …) are double's, rounded once: within 0.51 ulp, where the CUDA Math API documents up to 2 ulp
// and more.
#pragma once
#pragma GCC system_header
#include <prep/sim/atomics.h>
#include <prep/sim/intrinsics.h>
#include <prep/sim/maths.h>
#include <prep/sim/vectors.h>
#include <prep/sim/warp.h>

#define PREP_SIM_JOIN_(a, b, c) a##b##c
#define PREP_SIM_JOIN(a, b, c) PREP_SIM_JOIN_(a, b, c)

namespace prep::sim {

// a * b + c, rounded to odd: its last bit says "not exact", so that one more rounding is correct. a * b is
// exact.
PREP_SIM_API double fma_to_odd(double a, double b, double c) {
  const double product = a * b, sum = product + c, part = sum - product;
  const double rest = (product - (sum - part)) + (c - part);
  if (rest == 0.0 || !(rest - rest == 0.0)) return sum;
  long long bits = bit_cast<long long>(sum);
  if ((bits & 1) == 0) bits += (rest > 0.0) == (sum > 0.0) ? 1 : -1;
  return bit_cast<double>(bits);
}

// A 64-bit integer as a double rounded to odd.
PREP_SIM_API double to_odd(unsigned long long x) {
  if (x >> 53 != 0) x = (x & ~0xfffull) | ((x & 0xfff) != 0 ? 0x800 : 0);
  return static_cast<double>(x);
}
PREP_SIM_API double to_odd(long long x) {
  return x < 0 ? -to_odd(0ull - static_cast<unsigned long long>(x))
               : to_odd(static_cast<unsigned long long>(x));
}

enum class Toward { zero, up, down };

// The bits of x rounded in a direction: from the nearest, one step back where that went too far.
template <class Format>
PREP_SIM_API unsigned short round_toward(double x, Toward way) {
  const unsigned short bits = Format::from_double(x);
  const double back = Format::to_float(bits);
  const bool step_down = back > x && (way == Toward::down || (way == Toward::zero && x > 0.0));
  const bool step_up = back < x && (way == Toward::up || (way == Toward::zero && x < 0.0));
  if (!step_down && !step_up) return bits;
  const bool negative = bits >> 15 != 0;
  if ((bits & 0x7fff) == 0) return step_up ? 0x0001 : 0x8001;
  return static_cast<unsigned short>(negative == step_up ? bits - 1 : bits + 1);
}

}  // namespace prep::sim
