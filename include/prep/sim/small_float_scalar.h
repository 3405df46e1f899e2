// The functions on one 16-bit number; see small_float.h. Read once per format.
#pragma GCC system_header

#define PREP_SIM_BINARY(name, expression) \
  PREP_SIM_API PREP_SIM_SCALAR name(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b) { return expression; }
PREP_SIM_BINARY(__hadd, a + b)
PREP_SIM_BINARY(__hsub, a - b)
PREP_SIM_BINARY(__hmul, a* b)
PREP_SIM_BINARY(__hadd_rn, a + b)
PREP_SIM_BINARY(__hsub_rn, a - b)
PREP_SIM_BINARY(__hmul_rn, a* b)
PREP_SIM_BINARY(__hdiv, a / b)
PREP_SIM_API PREP_SIM_SCALAR __hneg(PREP_SIM_SCALAR a) { return -a; }
PREP_SIM_API PREP_SIM_SCALAR __habs(PREP_SIM_SCALAR a) {
  return PREP_SIM_SCALAR::raw(static_cast<unsigned short>(a.bits & 0x7fff));
}
PREP_SIM_API bool __hisnan(PREP_SIM_SCALAR a) {
  return (a.bits & 0x7fff) > PREP_SIM_SCALAR::Format::kInfinity;
}
PREP_SIM_API int __hisinf(PREP_SIM_SCALAR a) {
  return (a.bits & 0x7fff) != PREP_SIM_SCALAR::Format::kInfinity ? 0 : a.bits >> 15 != 0 ? -1 : 1;
}

namespace prep::sim {
PREP_SIM_API PREP_SIM_SCALAR saturated(PREP_SIM_SCALAR x) {
  return !(x > PREP_SIM_SCALAR(0)) ? PREP_SIM_SCALAR(0) : x > PREP_SIM_SCALAR(1) ? PREP_SIM_SCALAR(1) : x;
}
// NaN stays NaN.
PREP_SIM_API PREP_SIM_SCALAR not_negative(PREP_SIM_SCALAR x) {
  return x.bits >> 15 != 0 && !__hisnan(x) ? PREP_SIM_SCALAR(0) : x;
}
}  // namespace prep::sim

PREP_SIM_API PREP_SIM_SCALAR __hfma(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b, PREP_SIM_SCALAR c) {
  return PREP_SIM_SCALAR::round(::prep::sim::fma_to_odd(a.wide(), b.wide(), c.wide()));
}
PREP_SIM_API PREP_SIM_SCALAR __hfma_relu(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b, PREP_SIM_SCALAR c) {
  return ::prep::sim::not_negative(__hfma(a, b, c));
}
PREP_SIM_API PREP_SIM_SCALAR __hfma_sat(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b, PREP_SIM_SCALAR c) {
  return ::prep::sim::saturated(__hfma(a, b, c));
}
PREP_SIM_BINARY(__hadd_sat, ::prep::sim::saturated(a + b))
PREP_SIM_BINARY(__hsub_sat, ::prep::sim::saturated(a - b))
PREP_SIM_BINARY(__hmul_sat, ::prep::sim::saturated(a* b))

// One NaN loses against a number; -0 is less than +0.
PREP_SIM_API PREP_SIM_SCALAR __hmax(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b) {
  if (__hisnan(a)) return __hisnan(b) ? PREP_SIM_SCALAR::raw(0x7fff) : b;
  if (__hisnan(b)) return a;
  return a > b || (a == b && a.bits >> 15 == 0) ? a : b;
}
PREP_SIM_API PREP_SIM_SCALAR __hmin(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b) {
  if (__hisnan(a)) return __hisnan(b) ? PREP_SIM_SCALAR::raw(0x7fff) : b;
  if (__hisnan(b)) return a;
  return a < b || (a == b && a.bits >> 15 != 0) ? a : b;
}
PREP_SIM_BINARY(__hmax_nan, __hisnan(a) || __hisnan(b) ? PREP_SIM_SCALAR::raw(0x7fff) : __hmax(a, b))
PREP_SIM_BINARY(__hmin_nan, __hisnan(a) || __hisnan(b) ? PREP_SIM_SCALAR::raw(0x7fff) : __hmin(a, b))
#undef PREP_SIM_BINARY

// The kinds with u are true where one side is NaN.
#define PREP_SIM_COMPARE(name, op)                                       \
  PREP_SIM_API bool __h##name(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b) {    \
    return a op b && !__hisnan(a) && !__hisnan(b);                       \
  }                                                                      \
  PREP_SIM_API bool __h##name##u(PREP_SIM_SCALAR a, PREP_SIM_SCALAR b) { \
    return a op b || __hisnan(a) || __hisnan(b);                         \
  }
PREP_SIM_COMPARE(eq, ==)
PREP_SIM_COMPARE(ne, !=)
PREP_SIM_COMPARE(lt, <)
PREP_SIM_COMPARE(le, <=)
PREP_SIM_COMPARE(gt, >)
PREP_SIM_COMPARE(ge, >=)
#undef PREP_SIM_COMPARE

#define PREP_SIM_UNARY(name, expression)                      \
  PREP_SIM_API PREP_SIM_SCALAR name(PREP_SIM_SCALAR number) { \
    const double a = number.wide();                           \
    return PREP_SIM_SCALAR::round(expression);                \
  }
PREP_SIM_UNARY(hsqrt, ::sqrt(a))
PREP_SIM_UNARY(hrsqrt, 1.0 / ::sqrt(a))
PREP_SIM_UNARY(hrcp, 1.0 / a)
PREP_SIM_UNARY(hexp, ::exp(a))
PREP_SIM_UNARY(hexp2, ::exp2(a))
PREP_SIM_UNARY(hexp10, ::exp10(a))
PREP_SIM_UNARY(hlog, ::log(a))
PREP_SIM_UNARY(hlog2, ::log2(a))
PREP_SIM_UNARY(hlog10, ::log10(a))
PREP_SIM_UNARY(hsin, ::sin(a))
PREP_SIM_UNARY(hcos, ::cos(a))
PREP_SIM_UNARY(htanh, ::tanh(a))
PREP_SIM_UNARY(htanh_approx, ::tanh(a))
PREP_SIM_UNARY(hceil, ::ceil(a))
PREP_SIM_UNARY(hfloor, ::floor(a))
PREP_SIM_UNARY(htrunc, ::trunc(a))
PREP_SIM_UNARY(hrint, ::nearbyint(a))
#undef PREP_SIM_UNARY

#define PREP_SIM_EXCHANGES(T, Bits)                                                                          \
  PREP_SIM_API T __shfl_sync(unsigned mask, T v, int source, int width = warpSize, PREP_SIM_SITE) {          \
    return ::prep::sim::shuffle(mask, v, ::prep::sim::source_indexed(source, width), prep_file, prep_line);  \
  }                                                                                                          \
  PREP_SIM_API T __shfl_up_sync(unsigned mask, T v, unsigned delta, int width = warpSize, PREP_SIM_SITE) {   \
    return ::prep::sim::shuffle(mask, v, ::prep::sim::source_up(delta, width), prep_file, prep_line);        \
  }                                                                                                          \
  PREP_SIM_API T __shfl_down_sync(unsigned mask, T v, unsigned delta, int width = warpSize, PREP_SIM_SITE) { \
    return ::prep::sim::shuffle(mask, v, ::prep::sim::source_down(delta, width), prep_file, prep_line);      \
  }                                                                                                          \
  PREP_SIM_API T __shfl_xor_sync(unsigned mask, T v, int flip, int width = warpSize, PREP_SIM_SITE) {        \
    return ::prep::sim::shuffle(mask, v, ::prep::sim::source_xor(flip, width), prep_file, prep_line);        \
  }                                                                                                          \
  PREP_SIM_API T atomicAdd(T* address, T value) {                                                            \
    return ::prep::sim::atomic_update<Bits>(address, [value](T old) { return old + value; });                \
  }
PREP_SIM_EXCHANGES(PREP_SIM_SCALAR, uint16_t)
PREP_SIM_EXCHANGES(PREP_SIM_PAIR, uint32_t)
#undef PREP_SIM_EXCHANGES
