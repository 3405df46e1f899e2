// Thrust's function objects, placeholders, tuples and pairs.
#pragma once
#pragma GCC system_header
#include <functional>
#include <tuple>
#include <utility>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace thrust {

#define PREP_SIM_BINARY(name, R, expression)                                   \
  template <class T = void>                                                    \
  struct name {                                                                \
    using first_argument_type = T;                                             \
    using second_argument_type = T;                                            \
    using result_type = R;                                                     \
    constexpr R operator()(const T& a, const T& b) const { return expression; } \
  };                                                                           \
  template <>                                                                  \
  struct name<void> {                                                          \
    template <class A, class B>                                                \
    constexpr auto operator()(const A& a, const B& b) const {                  \
      return expression;                                                       \
    }                                                                          \
  };
PREP_SIM_BINARY(plus, T, a + b)
PREP_SIM_BINARY(minus, T, a - b)
PREP_SIM_BINARY(multiplies, T, a* b)
PREP_SIM_BINARY(divides, T, a / b)
PREP_SIM_BINARY(modulus, T, a % b)
PREP_SIM_BINARY(bit_and, T, a& b)
PREP_SIM_BINARY(bit_or, T, a | b)
PREP_SIM_BINARY(bit_xor, T, a ^ b)
PREP_SIM_BINARY(maximum, T, a < b ? b : a)
PREP_SIM_BINARY(minimum, T, b < a ? b : a)
PREP_SIM_BINARY(equal_to, bool, a == b)
PREP_SIM_BINARY(not_equal_to, bool, a != b)
PREP_SIM_BINARY(less, bool, a < b)
PREP_SIM_BINARY(greater, bool, a > b)
PREP_SIM_BINARY(less_equal, bool, a <= b)
PREP_SIM_BINARY(greater_equal, bool, a >= b)
PREP_SIM_BINARY(logical_and, bool, a&& b)
PREP_SIM_BINARY(logical_or, bool, a || b)
PREP_SIM_BINARY(project1st, T, (static_cast<void>(b), a))
PREP_SIM_BINARY(project2nd, T, (static_cast<void>(a), b))
#undef PREP_SIM_BINARY
#define PREP_SIM_UNARY(name, R, expression)                      \
  template <class T = void>                                      \
  struct name {                                                  \
    using argument_type = T;                                     \
    using result_type = R;                                       \
    constexpr R operator()(const T& a) const { return expression; } \
  };                                                             \
  template <>                                                    \
  struct name<void> {                                            \
    template <class A>                                           \
    constexpr auto operator()(const A& a) const {                \
      return expression;                                         \
    }                                                            \
  };
PREP_SIM_UNARY(negate, T, -a)
PREP_SIM_UNARY(square, T, a* a)
PREP_SIM_UNARY(identity, T, a)
PREP_SIM_UNARY(logical_not, bool, !a)
#undef PREP_SIM_UNARY
template <class A = void, class R = void>
struct unary_function {
  using argument_type = A;
  using result_type = R;
};
template <class A = void, class B = void, class R = void>
struct binary_function {
  using first_argument_type = A;
  using second_argument_type = B;
  using result_type = R;
};
template <class F>
struct Negated {
  mutable F f;  // a predicate's operator() need not be const
  template <class... A>
  bool operator()(const A&... a) const {
    return !f(a...);
  }
};
template <class F>
Negated<F> not1(F f) {
  return {f};
}
template <class F>
Negated<F> not_fn(F f) {
  return {f};
}

template <class... T>
using tuple = std::tuple<T...>;
template <class A, class B>
using pair = std::pair<A, B>;
using std::get;
using std::make_pair;
using std::make_tuple;
using std::swap;
using std::tie;
using std::tuple_element;
using std::tuple_size;

// _1 and _2: an expression of them is a function.
namespace placeholders {
template <class F>
struct Expression {
  F f;
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    return f(a...);
  }
};
template <class F>
constexpr Expression<F> expression(F f) {
  return {f};
}
struct First {
  template <class A, class... Rest>
  constexpr A operator()(const A& a, const Rest&...) const {
    return a;
  }
};
struct Second {
  template <class A, class B, class... Rest>
  constexpr B operator()(const A&, const B& b, const Rest&...) const {
    return b;
  }
};
static constexpr Expression<First> _1{};
static constexpr Expression<Second> _2{};
#define PREP_SIM_PLACE(op)                                                              \
  template <class F, class G>                                                           \
  constexpr auto operator op(Expression<F> x, Expression<G> y) {                        \
    return expression([=](const auto&... a) { return x(a...) op y(a...); });            \
  }                                                                                     \
  template <class F, class T>                                                           \
  constexpr auto operator op(Expression<F> x, T y) {                                    \
    return expression([=](const auto&... a) { return x(a...) op y; });                  \
  }                                                                                     \
  template <class T, class F>                                                           \
  constexpr auto operator op(T x, Expression<F> y) {                                    \
    return expression([=](const auto&... a) { return x op y(a...); });                  \
  }
PREP_SIM_PLACE(+)
PREP_SIM_PLACE(-)
PREP_SIM_PLACE(*)
PREP_SIM_PLACE(/)
PREP_SIM_PLACE(%)
PREP_SIM_PLACE(<)
PREP_SIM_PLACE(>)
PREP_SIM_PLACE(<=)
PREP_SIM_PLACE(>=)
PREP_SIM_PLACE(==)
PREP_SIM_PLACE(!=)
PREP_SIM_PLACE(&&)
PREP_SIM_PLACE(||)
#undef PREP_SIM_PLACE
template <class F>
constexpr auto operator-(Expression<F> x) {
  return expression([=](const auto&... a) { return -x(a...); });
}
template <class F>
constexpr auto operator!(Expression<F> x) {
  return expression([=](const auto&... a) { return !x(a...); });
}
}  // namespace placeholders

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
