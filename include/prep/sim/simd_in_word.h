// SIMD within a word: each function works on two 16-bit (…2) or four 8-bit (…4) lanes of a 32-bit word. u and
// s say how lanes are read, ss and us that results saturate; __vcmp gives all ones or none, __vset one or
// none.
#pragma once
#pragma GCC system_header
#include <prep/sim/keywords.h>

namespace prep::sim {

// F maps the lanes' values, read as signed or unsigned, to a value whose low bits are the result's lane.
template <int bits, bool is_signed, class F>
PREP_SIM_API unsigned each_lane(unsigned a, unsigned b, F f) {
  constexpr unsigned mask = (1u << bits) - 1;
  constexpr int sign = is_signed ? 1 << (bits - 1) : 0;
  unsigned result = 0;
  for (int at = 0; at < 32; at += bits) {
    const int x = (static_cast<int>(a >> at & mask) ^ sign) - sign;
    const int y = (static_cast<int>(b >> at & mask) ^ sign) - sign;
    result |= (static_cast<unsigned>(f(x, y)) & mask) << at;
  }
  return result;
}
template <int bits, bool is_signed, class F>
PREP_SIM_API unsigned lane_sum(unsigned a, unsigned b, F f) {
  unsigned sum = 0;
  each_lane<bits, is_signed>(a, b, [&](int x, int y) { return sum += static_cast<unsigned>(f(x, y)), 0; });
  return sum;
}
PREP_SIM_API int between(int lowest, int x, int highest) {
  return x < lowest ? lowest : x > highest ? highest : x;
}

}  // namespace prep::sim

#define PREP_SIM_LANES(name, bits, sign, expression)                                          \
  PREP_SIM_API unsigned name(unsigned a, unsigned b) {                                        \
    return ::prep::sim::each_lane<bits, sign>(a, b, [](int x, int y) { return expression; }); \
  }
#define PREP_SIM_LANES1(name, bits, expression)                                             \
  PREP_SIM_API unsigned name(unsigned a) {                                                  \
    return ::prep::sim::each_lane<bits, true>(a, 0, [](int x, int) { return expression; }); \
  }
#define PREP_SIM_LANE_SUM(name, bits, sign)                                                             \
  PREP_SIM_API unsigned name(unsigned a, unsigned b) {                                                  \
    return ::prep::sim::lane_sum<bits, sign>(a, b, [](int x, int y) { return x > y ? x - y : y - x; }); \
  }
#define PREP_SIM_LANE_COMPARE(name, n, bits, sign, op)           \
  PREP_SIM_LANES(__vcmp##name##n, bits, sign, (x op y ? -1 : 0)) \
  PREP_SIM_LANES(__vset##name##n, bits, sign, (x op y ? 1 : 0))
#define PREP_SIM_SIMD(n, bits, lowest, highest, all)                                          \
  PREP_SIM_LANES(__vadd##n, bits, false, (x + y))                                             \
  PREP_SIM_LANES(__vsub##n, bits, false, (x - y))                                             \
  PREP_SIM_LANES(__vaddss##n, bits, true, (::prep::sim::between(lowest, x + y, highest)))     \
  PREP_SIM_LANES(__vsubss##n, bits, true, (::prep::sim::between(lowest, x - y, highest)))     \
  PREP_SIM_LANES(__vaddus##n, bits, false, (::prep::sim::between(0, x + y, all)))             \
  PREP_SIM_LANES(__vsubus##n, bits, false, (::prep::sim::between(0, x - y, all)))             \
  PREP_SIM_LANES(__vabsdiffu##n, bits, false, (x > y ? x - y : y - x))                        \
  PREP_SIM_LANES(__vabsdiffs##n, bits, true, (x > y ? x - y : y - x))                         \
  PREP_SIM_LANES(__vavgu##n, bits, false, ((x + y + 1) >> 1))                                 \
  PREP_SIM_LANES(__vavgs##n, bits, true, ((x + y + (x + y >= 0)) >> 1))                       \
  PREP_SIM_LANES(__vhaddu##n, bits, false, ((x + y) >> 1))                                    \
  PREP_SIM_LANES(__vmaxu##n, bits, false, (x > y ? x : y))                                    \
  PREP_SIM_LANES(__vmaxs##n, bits, true, (x > y ? x : y))                                     \
  PREP_SIM_LANES(__vminu##n, bits, false, (x < y ? x : y))                                    \
  PREP_SIM_LANES(__vmins##n, bits, true, (x < y ? x : y))                                     \
  PREP_SIM_LANES1(__vabs##n, bits, (x < 0 ? -x : x))                                          \
  PREP_SIM_LANES1(__vneg##n, bits, (-x))                                                      \
  PREP_SIM_LANES1(__vabsss##n, bits, (::prep::sim::between(lowest, x < 0 ? -x : x, highest))) \
  PREP_SIM_LANES1(__vnegss##n, bits, (::prep::sim::between(lowest, -x, highest)))             \
  PREP_SIM_LANE_SUM(__vsadu##n, bits, false)                                                  \
  PREP_SIM_LANE_SUM(__vsads##n, bits, true)                                                   \
  PREP_SIM_LANE_COMPARE(eq, n, bits, false, ==)                                               \
  PREP_SIM_LANE_COMPARE(ne, n, bits, false, !=)                                               \
  PREP_SIM_LANE_COMPARE(gtu, n, bits, false, >)                                               \
  PREP_SIM_LANE_COMPARE(geu, n, bits, false, >=)                                              \
  PREP_SIM_LANE_COMPARE(ltu, n, bits, false, <)                                               \
  PREP_SIM_LANE_COMPARE(leu, n, bits, false, <=)                                              \
  PREP_SIM_LANE_COMPARE(gts, n, bits, true, >)                                                \
  PREP_SIM_LANE_COMPARE(ges, n, bits, true, >=)                                               \
  PREP_SIM_LANE_COMPARE(lts, n, bits, true, <)                                                \
  PREP_SIM_LANE_COMPARE(les, n, bits, true, <=)
PREP_SIM_SIMD(2, 16, -32768, 32767, 65535)
PREP_SIM_SIMD(4, 8, -128, 127, 255)
#undef PREP_SIM_SIMD
#undef PREP_SIM_LANE_COMPARE
#undef PREP_SIM_LANE_SUM
#undef PREP_SIM_LANES1
#undef PREP_SIM_LANES
