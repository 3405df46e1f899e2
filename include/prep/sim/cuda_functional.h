// <cuda/functional> and <cuda/cmath>: function objects that reductions name, and integer arithmetic.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda_std.h>

#include <functional>
#include <type_traits>
#include <utility>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace cuda {

template <class T = void>
struct maximum {
  constexpr T operator()(const T& a, const T& b) const { return a < b ? b : a; }
};
template <>
struct maximum<void> {
  template <class T, class U>
  constexpr ::std::common_type_t<T, U> operator()(const T& a, const U& b) const {
    return a < b ? b : a;
  }
};
template <class T = void>
struct minimum {
  constexpr T operator()(const T& a, const T& b) const { return b < a ? b : a; }
};
template <>
struct minimum<void> {
  template <class T, class U>
  constexpr ::std::common_type_t<T, U> operator()(const T& a, const U& b) const {
    return b < a ? b : a;
  }
};

// On a GPU it tells the host what a device lambda returns; here the lambda is an ordinary one.
template <class R, class F>
struct proclaimed_return {
  F f;
  template <class... A>
  constexpr R operator()(A&&... a) const {
    return f(::std::forward<A>(a)...);
  }
};
template <class R, class F>
constexpr proclaimed_return<R, ::std::decay_t<F>> proclaim_return_type(F&& f) {
  return {::std::forward<F>(f)};
}

template <class T, class U>
constexpr ::std::common_type_t<T, U> ceil_div(T a, U b) {
  using C = ::std::common_type_t<T, U>;
  const C x = static_cast<C>(a), y = static_cast<C>(b);
  return static_cast<C>(x / y + (x % y != 0));
}
template <class T, class U>
constexpr ::std::common_type_t<T, U> round_up(T a, U b) {
  using C = ::std::common_type_t<T, U>;
  return static_cast<C>(ceil_div(a, b) * static_cast<C>(b));
}
template <class T, class U>
constexpr ::std::common_type_t<T, U> round_down(T a, U b) {
  using C = ::std::common_type_t<T, U>;
  return static_cast<C>(static_cast<C>(a) / static_cast<C>(b) * static_cast<C>(b));
}

}  // namespace cuda
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
