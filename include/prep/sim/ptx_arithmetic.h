// Inline PTX: arithmetic, logic, comparisons (PTX ISA, "Integer Arithmetic", "Floating Point", "Half
// Precision", "Logic and Shift" instructions). Integers wrap; approximations are computed accurately.
#pragma once
#pragma GCC system_header
#include <prep/sim/arithmetic.h>
#include <prep/sim/maths.h>
#include <prep/sim/ptx_types.h>

namespace prep::sim::ptx {

template <class T>
inline constexpr bool kIsShort = std::is_same_v<T, F16> || std::is_same_v<T, BF16>;
template <class T>
inline constexpr bool kIsTwo = std::is_same_v<T, F16x2> || std::is_same_v<T, BF16x2>;

// f on values wide enough, lane by lane, rounded to T once.
template <class T, class F>
PREP_SIM_API T each(T a, T b, F f) {
  if constexpr (std::is_integral_v<T>)
    return static_cast<T>(f(static_cast<unsigned long long>(a), static_cast<unsigned long long>(b)));
  else if constexpr (kIsTwo<T>)
    return {each(a.x, b.x, f), each(a.y, b.y, f)};
  else if constexpr (kIsShort<T>)
    return T::from(f(a.wide(), b.wide()));
  else
    return f(a, b);
}
template <class T>
PREP_SIM_API T add(T a, T b) {
  return each(a, b, [](auto x, auto y) { return x + y; });
}
template <class T>
PREP_SIM_API T sub(T a, T b) {
  return each(a, b, [](auto x, auto y) { return x - y; });
}
template <class T>
PREP_SIM_API T mul(T a, T b) {
  return each(a, b, [](auto x, auto y) { return x * y; });
}
template <class T>
PREP_SIM_API T fma(T a, T b, T c) {
  if constexpr (std::is_integral_v<T>)
    return add(mul(a, b), c);
  else if constexpr (kIsTwo<T>)
    return {fma(a.x, b.x, c.x), fma(a.y, b.y, c.y)};
  else if constexpr (kIsShort<T>)
    return T::from(fma_to_odd(a.wide(), b.wide(), c.wide()));
  else if constexpr (sizeof(T) == 4)
    return ::fmaf(a, b, c);
  else
    return ::fma(a, b, c);
}
template <class T>
using Wider = std::conditional_t<std::is_signed_v<T>, __int128, unsigned __int128>;
template <class T>
PREP_SIM_API T mul_hi(T a, T b) {
  return static_cast<T>(static_cast<Wider<T>>(a) * b >> (8 * sizeof(T)));
}
template <class T>
PREP_SIM_API auto mul_wide(T a, T b) {
  if constexpr (sizeof(T) == 2)
    return static_cast<std::conditional_t<std::is_signed_v<T>, int, unsigned>>(a) * b;
  else
    return static_cast<std::conditional_t<std::is_signed_v<T>, long long, unsigned long long>>(a) * b;
}
// Division by zero has no value on the GPU; all ones here.
template <class T>
PREP_SIM_API T div(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    if (b == 0) return static_cast<T>(~T(0));
    return std::is_signed_v<T> && b == static_cast<T>(-1) ? sub(T(0), a) : static_cast<T>(a / b);
  } else {
    return a / b;
  }
}
template <class T>
PREP_SIM_API T rem(T a, T b) {
  if (b == 0) return a;
  return std::is_signed_v<T> && b == static_cast<T>(-1) ? T(0) : static_cast<T>(a % b);
}
template <class T>
PREP_SIM_API T neg(T a) {
  if constexpr (std::is_integral_v<T>)
    return sub(T(0), a);
  else if constexpr (kIsTwo<T>)
    return {neg(a.x), neg(a.y)};
  else if constexpr (kIsShort<T>)
    return {static_cast<unsigned short>(a.bits ^ 0x8000)};
  else
    return -a;
}
template <class T>
PREP_SIM_API T abs(T a) {
  if constexpr (std::is_integral_v<T>)
    return a < 0 ? sub(T(0), a) : a;
  else if constexpr (kIsTwo<T>)
    return {abs(a.x), abs(a.y)};
  else if constexpr (kIsShort<T>)
    return {static_cast<unsigned short>(a.bits & 0x7fff)};
  else
    return static_cast<T>(::fabs(static_cast<double>(a)));
}
// One NaN loses, unless `nan` asks for it; -0 is less than +0.
enum class NaN { loses, wins };
template <bool largest, class T>
PREP_SIM_API T extreme(T a, T b, NaN nan = NaN::loses) {
  if constexpr (std::is_integral_v<T>) {
    return (largest ? a > b : a < b) ? a : b;
  } else if constexpr (kIsTwo<T>) {
    return {extreme<largest>(a.x, b.x, nan), extreme<largest>(a.y, b.y, nan)};
  } else if constexpr (kIsShort<T>) {
    return T::from(extreme<largest>(a.wide(), b.wide(), nan));
  } else {
    if (a != a) return nan == NaN::wins ? a : b;
    if (b != b) return nan == NaN::wins ? b : a;
    if (a == b) return (__builtin_signbit(a) != 0) == largest ? b : a;
    return (largest ? a > b : a < b) ? a : b;
  }
}
template <class T>
PREP_SIM_API T sat(T a) {
  if constexpr (kIsTwo<T>)
    return {sat(a.x), sat(a.y)};
  else if constexpr (kIsShort<T>)
    return T::from(sat(a.wide()));
  else
    return !(a > T(0)) ? T(0) : a > T(1) ? T(1) : a;
}
template <class T>
PREP_SIM_API T relu(T a) {
  if constexpr (kIsTwo<T>)
    return {relu(a.x), relu(a.y)};
  else if constexpr (kIsShort<T>)
    return T::from(relu(a.wide()));
  else
    return a < T(0) ? T(0) : a;
}
PREP_SIM_API int clamp_sum(long long sum) { return clamp_to<int>(static_cast<double>(sum)); }

// What a comparison compares.
template <class T>
PREP_SIM_API auto wide(T a) {
  if constexpr (kIsShort<T>)
    return a.wide();
  else
    return a;
}

// Sums with the carry flag.
template <class T>
PREP_SIM_API T add_carry(T a, T b, bool in, bool& out) {
  const unsigned __int128 sum = static_cast<unsigned __int128>(a) + b + in;
  out = (sum >> (8 * sizeof(T))) != 0;
  return static_cast<T>(sum);
}
template <class T>
PREP_SIM_API T sub_borrow(T a, T b, bool in, bool& out) {
  const unsigned __int128 subtracted = static_cast<unsigned __int128>(b) + in;
  out = a < subtracted;
  return static_cast<T>(a - subtracted);
}

// Shifts clamp their distance.
template <class T>
PREP_SIM_API T shl(T a, unsigned by) {
  return by >= 8 * sizeof(T) ? T(0) : static_cast<T>(static_cast<unsigned long long>(a) << by);
}
template <class T>
PREP_SIM_API T shr(T a, unsigned by) {
  if (by >= 8 * sizeof(T)) return std::is_signed_v<T> && a < 0 ? static_cast<T>(-1) : T(0);
  return static_cast<T>(a >> by);
}
template <class T>
PREP_SIM_API T bfe(T a, unsigned from, unsigned length) {
  from &= 255, length &= 255;
  using U = std::make_unsigned_t<T>;
  constexpr unsigned bits = 8 * sizeof(T);
  if (length == 0) return 0;
  const U field = shr(static_cast<U>(a), from);
  if (!std::is_signed_v<T>) return static_cast<T>(length >= bits ? field : field & ((U(1) << length) - 1));
  const unsigned last = from + length - 1 < bits - 1 ? from + length - 1 : bits - 1;
  const U sign = static_cast<U>(a) >> last & 1 ? ~U(0) : U(0);
  return static_cast<T>(length >= bits ? (from == 0 ? field : field | shl(sign, bits - from))
                                       : (field & ((U(1) << length) - 1)) | shl(sign, last + 1 - from));
}
template <class T>
PREP_SIM_API T bfi(T a, T b, unsigned to, unsigned length) {
  to &= 255, length &= 255;
  const T mask = shl(length >= 8 * sizeof(T) ? ~T(0) : static_cast<T>((T(1) << length) - 1), to);
  return static_cast<T>((b & ~mask) | (shl(a, to) & mask));
}
template <class T>
PREP_SIM_API unsigned bfind(T a, bool as_shift) {
  if (std::is_signed_v<T> && a < 0) a = static_cast<T>(~a);
  if (a == 0) return 0xffffffffu;
  const auto place = static_cast<unsigned>(63 - __builtin_clzll(static_cast<unsigned long long>(a)));
  return as_shift ? static_cast<unsigned>(8 * sizeof(T)) - 1 - place : place;
}
template <class T>
PREP_SIM_API unsigned clz(T a) {
  return a == 0 ? static_cast<unsigned>(8 * sizeof(T))
                : static_cast<unsigned>(__builtin_clzll(a)) - static_cast<unsigned>(64 - 8 * sizeof(T));
}
PREP_SIM_API unsigned lop3(unsigned a, unsigned b, unsigned c, unsigned table) {
  unsigned result = 0;
  for (unsigned row = 0; row < 8; ++row)
    if (table >> row & 1) result |= (row & 4 ? a : ~a) & (row & 2 ? b : ~b) & (row & 1 ? c : ~c);
  return result;
}

// Functions of one number, on halves and pairs too.
template <class T, class F>
PREP_SIM_API T map(T a, F f) {
  if constexpr (kIsTwo<T>)
    return {map(a.x, f), map(a.y, f)};
  else if constexpr (kIsShort<T>)
    return T::from(f(a.wide()));
  else
    return static_cast<T>(f(static_cast<double>(a)));
}
#define PREP_SIM_PTX_FUNCTION(name, expression)         \
  template <class T>                                    \
  PREP_SIM_API T name(T a) {                            \
    return map(a, [](double x) { return expression; }); \
  }
PREP_SIM_PTX_FUNCTION(ex2, ::exp2(x))
PREP_SIM_PTX_FUNCTION(lg2, ::log2(x))
PREP_SIM_PTX_FUNCTION(rcp, 1.0 / x)
PREP_SIM_PTX_FUNCTION(sqrt, ::sqrt(x))
PREP_SIM_PTX_FUNCTION(rsqrt, 1.0 / ::sqrt(x))
PREP_SIM_PTX_FUNCTION(sin, ::sin(x))
PREP_SIM_PTX_FUNCTION(cos, ::cos(x))
PREP_SIM_PTX_FUNCTION(tanh, ::tanh(x))
#undef PREP_SIM_PTX_FUNCTION

}  // namespace prep::sim::ptx
