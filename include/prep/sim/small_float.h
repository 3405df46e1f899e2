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
#include <prep/sim/float_formats.h>
#include <prep/sim/rounding.h>
#include <prep/sim/vectors.h>
#include <prep/sim/warp.h>

#define PREP_SIM_JOIN_(a, b, c) a##b##c
#define PREP_SIM_JOIN(a, b, c) PREP_SIM_JOIN_(a, b, c)
