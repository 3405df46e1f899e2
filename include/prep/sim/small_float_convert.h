// Conversions from and to one 16-bit format, and the ways to put pairs together; see small_float.h. Read once
// per format.
#pragma GCC system_header

PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__float2, )(float x) { return x; }
PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__double2, )(double x) { return x; }
PREP_SIM_API float PREP_SIM_S(__, 2float)(PREP_SIM_SCALAR x) { return x; }
PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__float2, _rn)(float x) { return x; }
#define PREP_SIM_DIRECTED(from, F, value, suffix, way)                                        \
  PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__##from##2, suffix)(F x) {                         \
    return PREP_SIM_SCALAR::raw(                                                              \
        ::prep::sim::round_toward<PREP_SIM_SCALAR::Format>(value, ::prep::sim::Toward::way)); \
  }
#define PREP_SIM_DIRECTIONS(from, F, value)    \
  PREP_SIM_DIRECTED(from, F, value, _rz, zero) \
  PREP_SIM_DIRECTED(from, F, value, _ru, up)   \
  PREP_SIM_DIRECTED(from, F, value, _rd, down)
PREP_SIM_DIRECTIONS(float, float, static_cast<double>(x))
#define PREP_SIM_FROM_INTEGER(from, F, value)                                  \
  PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__##from##2, _rn)(F x) { return x; } \
  PREP_SIM_DIRECTIONS(from, F, value)
PREP_SIM_FROM_INTEGER(short, short, static_cast<double>(x))
PREP_SIM_FROM_INTEGER(ushort, unsigned short, static_cast<double>(x))
PREP_SIM_FROM_INTEGER(int, int, static_cast<double>(x))
PREP_SIM_FROM_INTEGER(uint, unsigned, static_cast<double>(x))
PREP_SIM_FROM_INTEGER(ll, long long, ::prep::sim::to_odd(x))
PREP_SIM_FROM_INTEGER(ull, unsigned long long, ::prep::sim::to_odd(x))
#undef PREP_SIM_FROM_INTEGER
#undef PREP_SIM_DIRECTIONS
#undef PREP_SIM_DIRECTED

#define PREP_SIM_TO(to, T, suffix, rounding)                          \
  PREP_SIM_API T PREP_SIM_S(__, 2##to##suffix)(PREP_SIM_SCALAR x) {   \
    return ::prep::sim::clamp_to<T>(rounding(static_cast<float>(x))); \
  }
#define PREP_SIM_TO_INTEGER(to, T)  \
  PREP_SIM_TO(to, T, _rn, ::rintf)  \
  PREP_SIM_TO(to, T, _rz, ::truncf) \
  PREP_SIM_TO(to, T, _ru, ::ceilf)  \
  PREP_SIM_TO(to, T, _rd, ::floorf)
PREP_SIM_TO(char, signed char, _rz, ::truncf)
PREP_SIM_TO(uchar, unsigned char, _rz, ::truncf)
PREP_SIM_TO_INTEGER(short, short)
PREP_SIM_TO_INTEGER(ushort, unsigned short)
PREP_SIM_TO_INTEGER(int, int)
PREP_SIM_TO_INTEGER(uint, unsigned)
PREP_SIM_TO_INTEGER(ll, long long)
PREP_SIM_TO_INTEGER(ull, unsigned long long)
#undef PREP_SIM_TO_INTEGER
#undef PREP_SIM_TO
PREP_SIM_API short PREP_SIM_S(__, _as_short)(PREP_SIM_SCALAR x) { return static_cast<short>(x.bits); }
PREP_SIM_API unsigned short PREP_SIM_S(__, _as_ushort)(PREP_SIM_SCALAR x) { return x.bits; }
PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__short_as_, )(short x) {
  return PREP_SIM_SCALAR::raw(static_cast<unsigned short>(x));
}
PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__ushort_as_, )(unsigned short x) { return PREP_SIM_SCALAR::raw(x); }

PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__float2, _rn)(float x) { return {x, x}; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__floats2, _rn)(float x, float y) { return {x, y}; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__float22, _rn)(float2 v) { return {v.x, v.y}; }
PREP_SIM_API float2 PREP_SIM_P(__, 2float2)(PREP_SIM_PAIR v) { return {v.x, v.y}; }
PREP_SIM_API float __low2float(PREP_SIM_PAIR v) { return v.x; }
PREP_SIM_API float __high2float(PREP_SIM_PAIR v) { return v.y; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_JOIN(PREP_SIM_S(__, 2), PREP_SIM_P(, ), )(PREP_SIM_SCALAR x) {
  return {x, x};
}
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__halves2, )(PREP_SIM_SCALAR x, PREP_SIM_SCALAR y) { return {x, y}; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(make_, )(PREP_SIM_SCALAR x, PREP_SIM_SCALAR y) { return {x, y}; }
PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__low2, )(PREP_SIM_PAIR v) { return v.x; }
PREP_SIM_API PREP_SIM_SCALAR PREP_SIM_S(__high2, )(PREP_SIM_PAIR v) { return v.y; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__low2, )(PREP_SIM_PAIR v) { return {v.x, v.x}; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__high2, )(PREP_SIM_PAIR v) { return {v.y, v.y}; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__lows2, )(PREP_SIM_PAIR a, PREP_SIM_PAIR b) { return {a.x, b.x}; }
PREP_SIM_API PREP_SIM_PAIR PREP_SIM_P(__highs2, )(PREP_SIM_PAIR a, PREP_SIM_PAIR b) { return {a.y, b.y}; }
PREP_SIM_API PREP_SIM_PAIR __lowhigh2highlow(PREP_SIM_PAIR v) { return {v.y, v.x}; }
