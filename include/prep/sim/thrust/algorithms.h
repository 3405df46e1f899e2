// Thrust's algorithms that make or move elements: fill, copy, transform, reduce and kin. Each takes an optional
// policy first; without one, the iterators say where it runs.
#pragma once
#pragma GCC system_header
#include <prep/sim/thrust/execution.h>

#include <vector>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

#define PREP_SIM_THRUST(name)                                                                         \
  template <class P, class... A, std::enable_if_t<kIsPolicy<P>, int> = 0>                             \
  auto name(const P& policy, A... a) {                                                                \
    return algorithm::name(Policy(policy), a...);                                                     \
  }                                                                                                   \
  template <class First, class... A, std::enable_if_t<!kIsPolicy<First>, int> = 0>                    \
  auto name(First first, A... a) {                                                                    \
    return algorithm::name(policy_of(first, a...), first, a...);                                      \
  }

namespace thrust {
namespace algorithm {

template <class It>
constexpr bool kOnDevice = PlaceOf<It>::kWhere == Where::device;

template <class In, class Out>
Out copy(Policy p, In first, In last, Out out) {
  const std::ptrdiff_t n = last - first;
  if (n <= 0) return out;
  if (p.where == Where::host || prep_on_device() || (kOnDevice<In> && kOnDevice<Out>) ||
      (!kOnDevice<In> && !kOnDevice<Out>) || PlaceOf<In>::kWhere == Where::either) {
    p.each(n, [from = unwrap(first), to = unwrap(out)](std::ptrdiff_t i) mutable { to[i] = from[i]; });
  } else if constexpr (kOnDevice<In> && !kOnDevice<Out>) {  // device to host, through a plain buffer
    using T = ValueOf<In>;
    T* staging = nullptr;
    cudaMalloc(&staging, static_cast<size_t>(n) * sizeof(T));
    p.each(n, [from = unwrap(first), staging](std::ptrdiff_t i) mutable { staging[i] = from[i]; });
    char* const raw = new char[static_cast<size_t>(n) * sizeof(T)];
    cudaMemcpy(raw, staging, static_cast<size_t>(n) * sizeof(T), cudaMemcpyDeviceToHost);
    for (std::ptrdiff_t i = 0; i < n; ++i) out[i] = reinterpret_cast<T*>(raw)[i];
    delete[] raw;
    cudaFree(staging);
  } else if constexpr (!kOnDevice<In> && kOnDevice<Out>) {
    using T = ValueOf<In>;
    T* staging = nullptr;
    cudaMalloc(&staging, static_cast<size_t>(n) * sizeof(T));
    char* const raw = new char[static_cast<size_t>(n) * sizeof(T)];
    In from = first;
    for (std::ptrdiff_t i = 0; i < n; ++i, ++from) ::new (raw + static_cast<size_t>(i) * sizeof(T)) T(*from);
    cudaMemcpy(static_cast<void*>(staging), raw, static_cast<size_t>(n) * sizeof(T), cudaMemcpyHostToDevice);
    delete[] raw;
    p.each(n, [staging, to = unwrap(out)](std::ptrdiff_t i) mutable { to[i] = staging[i]; });
    if (!p.waits) cudaStreamSynchronize(p.stream);
    cudaFree(staging);
  }
  return out + n;
}
template <class In, class N, class Out>
Out copy_n(Policy p, In first, N n, Out out) {
  return copy(p, first, first + n, out);
}
template <class It, class T>
void fill(Policy p, It first, It last, T value) {
  p.each(last - first, [to = unwrap(first), value](std::ptrdiff_t i) mutable { to[i] = value; });
}
template <class It, class N, class T>
It fill_n(Policy p, It first, N n, T value) {
  fill(p, first, first + n, value);
  return first + n;
}
template <class It, class T, class S>
void sequence(Policy p, It first, It last, T start, S step) {
  using V = ValueOf<It>;
  p.each(last - first, [to = unwrap(first), start, step](std::ptrdiff_t i) mutable {
    to[i] = static_cast<V>(start + static_cast<S>(i) * step);
  });
}
template <class It, class T>
void sequence(Policy p, It first, It last, T start) {
  sequence(p, first, last, start, static_cast<T>(1));
}
template <class It>
void sequence(Policy p, It first, It last) {
  sequence(p, first, last, ValueOf<It>(0));
}
template <class It, class F>
void tabulate(Policy p, It first, It last, F f) {
  p.each(last - first, [to = unwrap(first), f](std::ptrdiff_t i) mutable { to[i] = f(i); });
}
template <class It, class F>
void generate(Policy p, It first, It last, F f) {
  p.once([to = unwrap(first), n = last - first, f]() mutable {
    for (std::ptrdiff_t i = 0; i < n; ++i) to[i] = f();
  });
}
template <class It, class F>
It for_each(Policy p, It first, It last, F f) {
  p.each(last - first, [from = unwrap(first), f](std::ptrdiff_t i) mutable {
    auto&& x = from[i];
    f(x);
  });
  return last;
}
template <class It, class N, class F>
It for_each_n(Policy p, It first, N n, F f) {
  return for_each(p, first, first + n, f);
}

template <class In, class Out, class F>
Out transform(Policy p, In first, In last, Out out, F f) {
  p.each(last - first, [from = unwrap(first), to = unwrap(out), f](std::ptrdiff_t i) mutable {
    auto&& x = from[i];
    to[i] = f(x);
  });
  return out + (last - first);
}
template <class A, class B, class Out, class F>
Out transform(Policy p, A first, A last, B second, Out out, F f) {
  p.each(last - first, [a = unwrap(first), b = unwrap(second), to = unwrap(out), f](std::ptrdiff_t i) mutable {
    auto&& x = a[i];
    auto&& y = b[i];
    to[i] = f(x, y);
  });
  return out + (last - first);
}
template <class In, class Out, class F, class Test>
Out transform_if(Policy p, In first, In last, Out out, F f, Test test) {
  p.each(last - first, [from = unwrap(first), to = unwrap(out), f, test](std::ptrdiff_t i) mutable {
    auto&& x = from[i];
    if (test(x)) to[i] = f(x);
  });
  return out + (last - first);
}
template <class It, class Test, class T>
void replace_if(Policy p, It first, It last, Test test, T value) {
  p.each(last - first, [at = unwrap(first), test, value](std::ptrdiff_t i) mutable {
    auto&& x = at[i];
    if (test(x)) x = value;
  });
}
template <class It, class T>
void replace(Policy p, It first, It last, T old, T value) {
  replace_if(p, first, last, [old](const ValueOf<It>& x) { return x == old; }, value);
}
template <class Map, class In, class Out>
Out gather(Policy p, Map first, Map last, In in, Out out) {
  p.each(last - first, [map = unwrap(first), from = unwrap(in), to = unwrap(out)](std::ptrdiff_t i) mutable {
    to[i] = from[map[i]];
  });
  return out + (last - first);
}
template <class In, class Map, class Out>
void scatter(Policy p, In first, In last, Map m, Out out) {
  p.each(last - first, [from = unwrap(first), map = unwrap(m), to = unwrap(out)](std::ptrdiff_t i) mutable {
    to[map[i]] = from[i];
  });
}
template <class In, class Map, class Stencil, class Out>
void scatter_if(Policy p, In first, In last, Map m, Stencil s, Out out) {
  p.each(last - first,
         [from = unwrap(first), map = unwrap(m), stencil = unwrap(s), to = unwrap(out)](std::ptrdiff_t i) mutable {
           if (stencil[i]) to[map[i]] = from[i];
         });
}
template <class A, class B>
B swap_ranges(Policy p, A first, A last, B second) {
  p.each(last - first, [a = unwrap(first), b = unwrap(second)](std::ptrdiff_t i) mutable {
    const ValueOf<A> kept = a[i];
    a[i] = b[i];
    b[i] = kept;
  });
  return second + (last - first);
}
template <class It>
void reverse(Policy p, It first, It last) {
  const std::ptrdiff_t n = last - first;
  p.each(n / 2, [at = unwrap(first), n](std::ptrdiff_t i) mutable {
    const ValueOf<It> kept = at[i];
    at[i] = at[n - 1 - i];
    at[n - 1 - i] = kept;
  });
}
template <class In, class Out>
Out reverse_copy(Policy p, In first, In last, Out out) {
  const std::ptrdiff_t n = last - first;
  p.each(n, [from = unwrap(first), to = unwrap(out), n](std::ptrdiff_t i) mutable { to[i] = from[n - 1 - i]; });
  return out + n;
}
template <class In, class Out, class F>
Out adjacent_difference(Policy p, In first, In last, Out out, F f) {
  p.once([from = unwrap(first), to = unwrap(out), n = last - first, f]() mutable {
    if (n <= 0) return;
    ValueOf<In> before = from[0];
    to[0] = before;
    for (std::ptrdiff_t i = 1; i < n; ++i) {
      const ValueOf<In> x = from[i];
      to[i] = f(x, before);
      before = x;
    }
  });
  return out + (last - first);
}
template <class In, class Out>
Out adjacent_difference(Policy p, In first, In last, Out out) {
  return adjacent_difference(p, first, last, out, minus<>());
}

}  // namespace algorithm

PREP_SIM_THRUST(copy)
PREP_SIM_THRUST(copy_n)
PREP_SIM_THRUST(fill)
PREP_SIM_THRUST(fill_n)
PREP_SIM_THRUST(sequence)
PREP_SIM_THRUST(tabulate)
PREP_SIM_THRUST(generate)
PREP_SIM_THRUST(for_each)
PREP_SIM_THRUST(for_each_n)
PREP_SIM_THRUST(transform)
PREP_SIM_THRUST(transform_if)
PREP_SIM_THRUST(replace)
PREP_SIM_THRUST(replace_if)
PREP_SIM_THRUST(gather)
PREP_SIM_THRUST(scatter)
PREP_SIM_THRUST(scatter_if)
PREP_SIM_THRUST(swap_ranges)
PREP_SIM_THRUST(reverse)
PREP_SIM_THRUST(reverse_copy)
PREP_SIM_THRUST(adjacent_difference)

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
