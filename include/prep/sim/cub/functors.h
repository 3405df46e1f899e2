// CUB's function objects, pairs and simple iterators.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>

#include <cstddef>
#include <iterator>
#include <type_traits>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace cub {

struct Sum {
  template <class T, class U>
  auto operator()(const T& a, const U& b) const {
    return a + b;
  }
};
struct Difference {
  template <class T, class U>
  auto operator()(const T& a, const U& b) const {
    return a - b;
  }
};
struct Max {
  template <class T>
  T operator()(const T& a, const T& b) const {
    return a < b ? b : a;
  }
};
struct Min {
  template <class T>
  T operator()(const T& a, const T& b) const {
    return b < a ? b : a;
  }
};
struct Equality {
  template <class T, class U>
  bool operator()(const T& a, const U& b) const {
    return a == b;
  }
};
template <class K, class V>
struct KeyValuePair {
  using Key = K;
  using Value = V;
  K key;
  V value;
};
struct ArgMax {
  template <class P>
  P operator()(const P& a, const P& b) const {
    return b.value > a.value || (b.value == a.value && b.key < a.key) ? b : a;
  }
};
struct ArgMin {
  template <class P>
  P operator()(const P& a, const P& b) const {
    return b.value < a.value || (b.value == a.value && b.key < a.key) ? b : a;
  }
};

template <class T, class F, class It, class Offset = std::ptrdiff_t>
struct TransformInputIterator {
  using value_type = T;
  using reference = T;
  using pointer = const T*;
  using difference_type = Offset;
  using iterator_category = std::random_access_iterator_tag;
  It in;
  F f;
  TransformInputIterator(It in_, F f_) : in(in_), f(f_) {}
  T operator*() const { return f(*in); }
  T operator[](Offset i) const { return f(in[i]); }
  TransformInputIterator operator+(Offset i) const { return {in + i, f}; }
};
template <class T, class Offset = std::ptrdiff_t>
struct CountingInputIterator {
  using value_type = T;
  using reference = T;
  using pointer = const T*;
  using difference_type = Offset;
  using iterator_category = std::random_access_iterator_tag;
  T first;
  explicit CountingInputIterator(T first_) : first(first_) {}
  T operator*() const { return first; }
  T operator[](Offset i) const { return static_cast<T>(first + static_cast<T>(i)); }
  CountingInputIterator operator+(Offset i) const { return CountingInputIterator((*this)[i]); }
};
template <class T, class Offset = std::ptrdiff_t>
struct ConstantInputIterator {
  using value_type = T;
  using reference = T;
  using pointer = const T*;
  using difference_type = Offset;
  using iterator_category = std::random_access_iterator_tag;
  T value;
  explicit ConstantInputIterator(T v) : value(v) {}
  T operator*() const { return value; }
  T operator[](Offset) const { return value; }
  ConstantInputIterator operator+(Offset) const { return *this; }
};

// Two buffers that a sort may exchange.
template <class T>
struct DoubleBuffer {
  T* d_buffers[2] = {nullptr, nullptr};
  int selector = 0;
  DoubleBuffer() = default;
  DoubleBuffer(T* current, T* alternate) : d_buffers{current, alternate} {}
  T* Current() { return d_buffers[selector]; }
  T* Alternate() { return d_buffers[selector ^ 1]; }
};

}  // namespace cub
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
