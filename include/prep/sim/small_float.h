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
#include <prep/sim/rounding.h>
#include <prep/sim/vectors.h>
#include <prep/sim/warp.h>

#define PREP_SIM_JOIN_(a, b, c) a##b##c
#define PREP_SIM_JOIN(a, b, c) PREP_SIM_JOIN_(a, b, c)

namespace prep::sim {

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
