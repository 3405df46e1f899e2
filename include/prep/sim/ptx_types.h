// Inline PTX, first part: what registers hold and how operands of an asm statement get there. The rewriter
// (src/sim/front/asm.cpp) turns each PTX instruction into calls of the ptx_*.h headers. A register is an
// unsigned integer, float, double or bool (predicate); an instruction reads its bits as the type that its
// name says.
#pragma once
#pragma GCC system_header
#include <prep/sim/float_formats.h>
#include <prep/sim/intrinsics.h>

#include <type_traits>

namespace prep::sim::ptx {

// Immediate operands.
struct Whole {
  long long value;
};
struct Real {
  double value;
};

template <class Format>
struct Short {
  unsigned short bits;
  static PREP_SIM_API Short from(double x) { return {Format::from_double(x)}; }
  static PREP_SIM_API Short toward(double x, Toward way) { return {round_toward<Format>(x, way)}; }
  PREP_SIM_API double wide() const { return static_cast<double>(Format::to_float(bits)); }
};
template <class S>
struct Two {
  S x, y;  // x in the low half
};
using F16 = Short<__half_format>;
using BF16 = Short<__nv_bfloat16_format>;
using F16x2 = Two<F16>;
using BF16x2 = Two<BF16>;

template <size_t bytes>
using Bits =
    std::conditional_t<bytes == 1, unsigned char,
                       std::conditional_t<bytes == 2, unsigned short,
                                          std::conditional_t<bytes == 4, unsigned, unsigned long long>>>;

// A register's or immediate's value as an instruction's type.
template <class T, class R>
PREP_SIM_API T as(R r) {
  if constexpr (std::is_same_v<R, Whole>) {
    if constexpr (std::is_arithmetic_v<T>)
      return static_cast<T>(r.value);
    else
      return bit_cast<T>(static_cast<Bits<sizeof(T)>>(r.value));
  } else if constexpr (std::is_same_v<R, Real>) {
    return static_cast<T>(r.value);
  } else if constexpr (std::is_same_v<R, bool> || std::is_same_v<T, bool>) {
    return static_cast<T>(r);
  } else if constexpr (sizeof(T) == sizeof(R)) {
    return bit_cast<T>(r);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return static_cast<T>(r);
  } else {
    return bit_cast<T>(static_cast<Bits<sizeof(T)>>(r));
  }
}

// A result into a register: smaller ones are extended by their sign.
template <class R, class T>
PREP_SIM_API void set(R& to, T value) {
  if constexpr (std::is_same_v<R, bool>)
    to = as<Bits<sizeof(T)>>(value) != 0;
  else if constexpr (std::is_same_v<T, bool> || !std::is_integral_v<T>)
    to = as<R>(as<Bits<sizeof(T)>>(value));
  else if constexpr (sizeof(T) == sizeof(R))
    to = bit_cast<R>(value);
  else
    to = static_cast<R>(value);
}
struct Sink {};
template <class T>
PREP_SIM_API void set(Sink, T) {}

// An asm statement's operand into its register, and back.
template <class R, class V>
PREP_SIM_API R take(V value) {
  if constexpr (std::is_pointer_v<V>) {
    return static_cast<R>(reinterpret_cast<unsigned long long>(value));
  } else if constexpr (std::is_arithmetic_v<V> || std::is_enum_v<V>) {
    return static_cast<R>(value);
  } else {
    static_assert(sizeof(V) == sizeof(R), "this asm operand is not of its constraint's size");
    return bit_cast<R>(value);
  }
}
template <class V, class R>
PREP_SIM_API void give(V& to, R value) {
  if constexpr (std::is_pointer_v<V>) {
    to = reinterpret_cast<V>(static_cast<unsigned long long>(value));
  } else if constexpr (std::is_arithmetic_v<V> || std::is_enum_v<V>) {
    to = static_cast<V>(value);
  } else {
    static_assert(sizeof(V) == sizeof(R), "this asm operand is not of its constraint's size");
    to = bit_cast<V>(value);
  }
}

}  // namespace prep::sim::ptx
