// The functions on two 16-bit numbers in four bytes, lane by lane; see small_float.h. Read once per format.
#pragma GCC system_header

#define PREP_SIM_EACH2(name, function)                                \
  PREP_SIM_API PREP_SIM_PAIR name(PREP_SIM_PAIR a, PREP_SIM_PAIR b) { \
    return {function(a.x, b.x), function(a.y, b.y)};                  \
  }
PREP_SIM_EACH2(__hadd2, __hadd)
PREP_SIM_EACH2(__hsub2, __hsub)
PREP_SIM_EACH2(__hmul2, __hmul)
PREP_SIM_EACH2(__hadd2_rn, __hadd)
PREP_SIM_EACH2(__hsub2_rn, __hsub)
PREP_SIM_EACH2(__hmul2_rn, __hmul)
PREP_SIM_EACH2(__hadd2_sat, __hadd_sat)
PREP_SIM_EACH2(__hsub2_sat, __hsub_sat)
PREP_SIM_EACH2(__hmul2_sat, __hmul_sat)
PREP_SIM_EACH2(__h2div, __hdiv)
PREP_SIM_EACH2(__hmax2, __hmax)
PREP_SIM_EACH2(__hmin2, __hmin)
PREP_SIM_EACH2(__hmax2_nan, __hmax_nan)
PREP_SIM_EACH2(__hmin2_nan, __hmin_nan)
#undef PREP_SIM_EACH2

#define PREP_SIM_EACH1(name, function) \
  PREP_SIM_API PREP_SIM_PAIR name(PREP_SIM_PAIR a) { return {function(a.x), function(a.y)}; }
PREP_SIM_EACH1(__hneg2, __hneg)
PREP_SIM_EACH1(__habs2, __habs)
PREP_SIM_EACH1(__hisnan2, __hisnan)
PREP_SIM_EACH1(h2sqrt, hsqrt)
PREP_SIM_EACH1(h2rsqrt, hrsqrt)
PREP_SIM_EACH1(h2rcp, hrcp)
PREP_SIM_EACH1(h2exp, hexp)
PREP_SIM_EACH1(h2exp2, hexp2)
PREP_SIM_EACH1(h2exp10, hexp10)
PREP_SIM_EACH1(h2log, hlog)
PREP_SIM_EACH1(h2log2, hlog2)
PREP_SIM_EACH1(h2log10, hlog10)
PREP_SIM_EACH1(h2sin, hsin)
PREP_SIM_EACH1(h2cos, hcos)
PREP_SIM_EACH1(h2tanh, htanh)
PREP_SIM_EACH1(h2tanh_approx, htanh)
PREP_SIM_EACH1(h2ceil, hceil)
PREP_SIM_EACH1(h2floor, hfloor)
PREP_SIM_EACH1(h2trunc, htrunc)
PREP_SIM_EACH1(h2rint, hrint)
#undef PREP_SIM_EACH1

#define PREP_SIM_EACH3(name, function)                                                 \
  PREP_SIM_API PREP_SIM_PAIR name(PREP_SIM_PAIR a, PREP_SIM_PAIR b, PREP_SIM_PAIR c) { \
    return {function(a.x, b.x, c.x), function(a.y, b.y, c.y)};                         \
  }
PREP_SIM_EACH3(__hfma2, __hfma)
PREP_SIM_EACH3(__hfma2_sat, __hfma_sat)
PREP_SIM_EACH3(__hfma2_relu, __hfma_relu)
#undef PREP_SIM_EACH3
// A complex product added to c; x is the real part. The order of the four fused steps is CUDA's.
PREP_SIM_API PREP_SIM_PAIR __hcmadd(PREP_SIM_PAIR a, PREP_SIM_PAIR b, PREP_SIM_PAIR c) {
  return {__hfma(-a.y, b.y, __hfma(a.x, b.x, c.x)), __hfma(a.y, b.x, __hfma(a.x, b.y, c.y))};
}

// Results as 1 or 0 per half, as one bool for both, and as a mask of 16 bits per half.
#define PREP_SIM_COMPARE(name)                                                                           \
  PREP_SIM_API PREP_SIM_PAIR __h##name##2(PREP_SIM_PAIR a, PREP_SIM_PAIR b) {                            \
    return {PREP_SIM_SCALAR(__h##name(a.x, b.x) ? 1 : 0), PREP_SIM_SCALAR(__h##name(a.y, b.y) ? 1 : 0)}; \
  }                                                                                                      \
  PREP_SIM_API bool __hb##name##2(PREP_SIM_PAIR a, PREP_SIM_PAIR b) {                                    \
    return __h##name(a.x, b.x) && __h##name(a.y, b.y);                                                   \
  }                                                                                                      \
  PREP_SIM_API unsigned __h##name##2_mask(PREP_SIM_PAIR a, PREP_SIM_PAIR b) {                            \
    return (__h##name(a.x, b.x) ? 0x0000ffffu : 0u) | (__h##name(a.y, b.y) ? 0xffff0000u : 0u);          \
  }
PREP_SIM_COMPARE(eq)
PREP_SIM_COMPARE(ne)
PREP_SIM_COMPARE(lt)
PREP_SIM_COMPARE(le)
PREP_SIM_COMPARE(gt)
PREP_SIM_COMPARE(ge)
PREP_SIM_COMPARE(equ)
PREP_SIM_COMPARE(neu)
PREP_SIM_COMPARE(ltu)
PREP_SIM_COMPARE(leu)
PREP_SIM_COMPARE(gtu)
PREP_SIM_COMPARE(geu)
#undef PREP_SIM_COMPARE
