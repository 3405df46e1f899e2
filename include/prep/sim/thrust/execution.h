// Where a Thrust algorithm runs. Device work is a kernel here too: on one CUDA thread for algorithms in order
// (reduce, scan, sort), on one per element for the others, so that all accesses are checked.
#pragma once
#pragma GCC system_header
#include <prep/sim/thrust/iterators.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace thrust {

enum class Where { host, device, either };

template <class It>
struct PlaceOf {
  static constexpr Where kWhere = Where::host;
};
template <class T>
struct PlaceOf<device_ptr<T>> {
  static constexpr Where kWhere = Where::device;
};
template <class T>
struct PlaceOf<counting_iterator<T>> {
  static constexpr Where kWhere = Where::either;
};
template <class T>
struct PlaceOf<constant_iterator<T>> {
  static constexpr Where kWhere = Where::either;
};
template <class T>
struct PlaceOf<discard_iterator<T>> {
  static constexpr Where kWhere = Where::either;
};
template <class F, class It>
struct PlaceOf<transform_iterator<F, It>> : PlaceOf<It> {};
template <class It>
struct PlaceOf<reverse_iterator<It>> : PlaceOf<It> {};
template <class... It>
struct PlaceOfAll {
  static constexpr bool kDevice = ((PlaceOf<It>::kWhere == Where::device) || ...);
  static constexpr Where kWhere = kDevice ? Where::device : Where::host;
};
template <class E, class I>
struct PlaceOf<permutation_iterator<E, I>> : PlaceOfAll<E, I> {};
template <class... It>
struct PlaceOf<zip_iterator<std::tuple<It...>>> : PlaceOfAll<It...> {};

// On a CUDA thread, device iterators are plain pointers.
template <class It>
It unwrap(It it) {
  return it;
}
template <class T>
T* unwrap(device_ptr<T> p) {
  return p.get();
}
template <class F, class It>
auto unwrap(const transform_iterator<F, It>& t) {
  return transform_iterator<F, decltype(unwrap(t.base))>(unwrap(t.base), t.f);
}
template <class It>
auto unwrap(const reverse_iterator<It>& r) {
  return reverse_iterator<decltype(unwrap(r.base))>(unwrap(r.base));
}
template <class E, class I>
auto unwrap(const permutation_iterator<E, I>& p) {
  return permutation_iterator<decltype(unwrap(p.elements)), decltype(unwrap(p.indices))>(unwrap(p.elements),
                                                                                         unwrap(p.indices));
}
template <class... It>
auto unwrap(const zip_iterator<std::tuple<It...>>& z) {
  return std::apply([](const auto&... it) { return make_zip_iterator(std::make_tuple(unwrap(it)...)); }, z.its);
}

// A policy: where, on which stream, and whether the call waits.
struct Policy {
  Where where = Where::host;
  cudaStream_t stream = nullptr;
  bool waits = true;

#ifdef PREP_SIM_LINT  // the functions given may be the device's only; nothing runs here
  template <class F>
  void each(std::ptrdiff_t, F) const {}
  template <class F>
  void once(F) const {}
  template <class F>
  auto answer(F f) const {
    std::decay_t<decltype(f())>* nothing = nullptr;
    return *nothing;
  }
#else
  template <class F>
  void each(std::ptrdiff_t n, F f) const {
    if (n <= 0) return;
    if (where != Where::device || prep_on_device()) {
      for (std::ptrdiff_t i = 0; i < n; ++i) f(i);
      return;
    }
    const unsigned blocks = static_cast<unsigned>((n + 255) / 256);
    ::prep::sim::launch(::prep::sim::LaunchConfig(blocks, 256, 0, stream), "thrust", nullptr, [=]() mutable {
      const std::ptrdiff_t i = static_cast<std::ptrdiff_t>(blockIdx.x) * 256 + threadIdx.x;
      if (i < n) f(i);
    });
    if (waits) cudaStreamSynchronize(stream);
  }
  template <class F>
  void once(F f) const {
    if (where != Where::device || prep_on_device()) return f();
    ::prep::sim::launch(::prep::sim::LaunchConfig(1, 1, 0, stream), "thrust", nullptr, f);
    if (waits) cudaStreamSynchronize(stream);
  }
  // The value that f returns, brought back to the host.
  template <class F>
  auto answer(F f) const {
    using R = decltype(f());
    if (where != Where::device || prep_on_device()) return f();
    void* place = nullptr;
    cudaMallocManaged(&place, sizeof(R), cudaMemAttachGlobal);
    R* const result = static_cast<R*>(place);
    ::prep::sim::launch(::prep::sim::LaunchConfig(1, 1, 0, stream), "thrust", nullptr, [=]() mutable { *result = f(); });
    cudaStreamSynchronize(stream);
    R value = *result;
    cudaFree(place);
    return value;
  }
#endif
};

namespace cuda {
struct par_t : Policy {
  par_t on(cudaStream_t s) const {
    par_t p = *this;
    p.stream = s;
    return p;
  }
  template <class Allocator>
  par_t operator()(const Allocator&) const {
    return *this;
  }
};
static const par_t par{{Where::device, nullptr, true}};
static const par_t par_nosync{{Where::device, nullptr, false}};
}  // namespace cuda
namespace system {
namespace cuda {
using ::thrust::cuda::par;
}
}  // namespace system
static const Policy host{Where::host};
static const Policy seq{Where::host};
static const cuda::par_t device{{Where::device, nullptr, true}};

template <class P>
constexpr bool kIsPolicy = std::is_base_of<Policy, P>::value;
// The policy that the iterators among the arguments stand for.
template <class... A>
Policy policy_of(const A&...) {
  return {PlaceOfAll<A...>::kWhere, nullptr, true};
}

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
