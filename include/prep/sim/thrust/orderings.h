// Thrust's sorting, searching and compacting algorithms.
#pragma once
#pragma GCC system_header
#include <prep/sim/cub/device.h>
#include <prep/sim/thrust/reductions.h>

#include <algorithm>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace thrust {
namespace algorithm {

struct NoValues {};

// A stable merge sort with spare memory on the same side as the data.
template <class K, class V, class Less>
void merge_sort(Policy p, K keys, std::ptrdiff_t n, V values, Less less) {
  constexpr bool kPairs = !std::is_same<V, NoValues>::value;
  using Key = ValueOf<K>;
  if (n <= 1) return;
  const bool device = p.where == Where::device && !prep_on_device();
#ifndef PREP_SIM_LINT
  if constexpr (!kPairs && !kOnDevice<K>) {
    if (!device && !prep_on_device()) {
      std::stable_sort(keys, keys + n, less);
      return;
    }
  }
#endif
  const auto spare_of = [device](size_t bytes) {
    void* memory = nullptr;
    if (device)
      cudaMalloc(&memory, bytes);
    else
      memory = malloc(bytes);
    return memory;
  };
  auto sort = [n, less](auto k, auto* spare_keys, auto v, auto* spare_values) mutable {
    for (std::ptrdiff_t run = 1; run < n; run *= 2) {
      for (std::ptrdiff_t begin = 0; begin < n; begin += 2 * run) {
        const std::ptrdiff_t middle = begin + run < n ? begin + run : n, end = begin + 2 * run < n ? begin + 2 * run : n;
        for (std::ptrdiff_t i = begin, j = middle, to = begin; to < end; ++to) {
          const bool second = i >= middle || (j < end && less(k[j], k[i]));
          const std::ptrdiff_t from = second ? j++ : i++;
          spare_keys[to] = k[from];
          if constexpr (kPairs) spare_values[to] = v[from];
        }
      }
      for (std::ptrdiff_t i = 0; i < n; ++i) {
        k[i] = spare_keys[i];
        if constexpr (kPairs) v[i] = spare_values[i];
      }
    }
  };
  Key* const spare_keys = static_cast<Key*>(spare_of(static_cast<size_t>(n) * sizeof(Key)));
  if constexpr (kPairs) {
    using Value = ValueOf<V>;
    Value* const spare_values = static_cast<Value*>(spare_of(static_cast<size_t>(n) * sizeof(Value)));
    p.once([k = unwrap(keys), v = unwrap(values), spare_keys, spare_values, sort]() mutable {
      sort(k, spare_keys, v, spare_values);
    });
    device ? static_cast<void>(cudaFree(spare_values)) : free(spare_values);
  } else {
    p.once([k = unwrap(keys), spare_keys, sort]() mutable { sort(k, spare_keys, 0, static_cast<char*>(nullptr)); });
  }
  device ? static_cast<void>(cudaFree(spare_keys)) : free(spare_keys);
}

template <class It, class Less>
void stable_sort(Policy p, It first, It last, Less less) {
  merge_sort(p, first, last - first, NoValues(), less);
}
template <class It>
void stable_sort(Policy p, It first, It last) {
  stable_sort(p, first, last, less<>());
}
template <class It, class Less>
void sort(Policy p, It first, It last, Less less) {
  stable_sort(p, first, last, less);
}
template <class It>
void sort(Policy p, It first, It last) {
  stable_sort(p, first, last, less<>());
}
template <class K, class V, class Less>
void stable_sort_by_key(Policy p, K first, K last, V values, Less less) {
  merge_sort(p, first, last - first, values, less);
}
template <class K, class V>
void stable_sort_by_key(Policy p, K first, K last, V values) {
  stable_sort_by_key(p, first, last, values, less<>());
}
template <class K, class V, class Less>
void sort_by_key(Policy p, K first, K last, V values, Less less) {
  stable_sort_by_key(p, first, last, values, less);
}
template <class K, class V>
void sort_by_key(Policy p, K first, K last, V values) {
  stable_sort_by_key(p, first, last, values, less<>());
}
template <class It, class Less>
bool is_sorted(Policy p, It first, It last, Less less) {
  return p.answer([from = unwrap(first), n = last - first, less]() mutable {
    for (std::ptrdiff_t i = 1; i < n; ++i)
      if (less(from[i], from[i - 1])) return false;
    return true;
  });
}
template <class It>
bool is_sorted(Policy p, It first, It last) {
  return is_sorted(p, first, last, less<>());
}

template <class In, class Stencil, class Out, class Test>
Out copy_if(Policy p, In first, In last, Stencil stencil, Out out, Test test) {
  return out + p.answer([from = unwrap(first), s = unwrap(stencil), to = unwrap(out), n = last - first, test]() mutable {
    std::ptrdiff_t kept = 0;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      auto&& x = s[i];
      if (test(x)) to[kept++] = from[i];
    }
    return kept;
  });
}
template <class In, class Out, class Test>
Out copy_if(Policy p, In first, In last, Out out, Test test) {
  return copy_if(p, first, last, first, out, test);
}
template <class In, class Out, class Test>
Out remove_copy_if(Policy p, In first, In last, Out out, Test test) {
  return copy_if(p, first, last, first, out, not_fn(test));
}
template <class It, class Test>
It remove_if(Policy p, It first, It last, Test test) {
  return copy_if(p, first, last, first, first, not_fn(test));  // in place: never writes ahead of its reading
}
template <class It, class Stencil, class Test>
It remove_if(Policy p, It first, It last, Stencil stencil, Test test) {
  return copy_if(p, first, last, stencil, first, not_fn(test));
}
template <class It, class T>
It remove(Policy p, It first, It last, T value) {
  return remove_if(p, first, last, [value](const ValueOf<It>& x) { return x == value; });
}
template <class In, class Out, class Equal>
Out unique_copy(Policy p, In first, In last, Out out, Equal equal) {
  return out + p.answer([from = unwrap(first), to = unwrap(out), n = last - first, equal]() mutable {
    std::ptrdiff_t kept = 0;
    ValueOf<In> before{};
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      const ValueOf<In> x = from[i];
      if (i == 0 || !equal(before, x)) to[kept++] = x;
      before = x;
    }
    return kept;
  });
}
template <class In, class Out>
Out unique_copy(Policy p, In first, In last, Out out) {
  return unique_copy(p, first, last, out, equal_to<>());
}
template <class It, class Equal>
It unique(Policy p, It first, It last, Equal equal) {
  return unique_copy(p, first, last, first, equal);
}
template <class It>
It unique(Policy p, It first, It last) {
  return unique_copy(p, first, last, first, equal_to<>());
}
template <class K, class V>
std::pair<K, V> unique_by_key(Policy p, K keys, K keys_end, V values) {
  const std::ptrdiff_t kept = p.answer([k = unwrap(keys), v = unwrap(values), n = keys_end - keys]() mutable {
    std::ptrdiff_t made = 0;
    ValueOf<K> before{};
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      const ValueOf<K> key = k[i];
      if (i == 0 || !(before == key)) {
        const ValueOf<V> value = v[i];
        k[made] = key;
        v[made++] = value;
      }
      before = key;
    }
    return made;
  });
  return {keys + kept, values + kept};
}
template <class It, class Test>
It stable_partition(Policy p, It first, It last, Test test) {
  using T = ValueOf<It>;
  const std::ptrdiff_t n = last - first, yes = count_if(p, first, last, test);
  T* spare = nullptr;
  cudaMallocManaged(&spare, static_cast<size_t>(n > 0 ? n : 1) * sizeof(T));
  p.once([at = unwrap(first), n, yes, spare, test]() mutable {
    std::ptrdiff_t front = 0, back = yes;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      auto&& x = at[i];
      spare[test(x) ? front++ : back++] = x;
    }
    for (std::ptrdiff_t i = 0; i < n; ++i) at[i] = spare[i];
  });
  cudaFree(spare);
  return first + yes;
}
template <class It, class Test>
It partition(Policy p, It first, It last, Test test) {
  return stable_partition(p, first, last, test);
}

// The vectorised searches: one answer per value. Side: which of equal elements the answer stands before.
enum class Side { before_equal, after_equal };
template <class It, class Value>
std::ptrdiff_t place_in(It sorted, std::ptrdiff_t n, const Value& value, Side side) {
  std::ptrdiff_t low = 0;
  while (n > 0) {
    const std::ptrdiff_t half = n / 2;
    const ValueOf<It> x = sorted[low + half];
    const bool right = side == Side::before_equal ? x < value : !(value < x);
    low = right ? low + half + 1 : low;
    n = right ? n - half - 1 : half;
  }
  return low;
}
#define PREP_SIM_BOUND(name, side)                                                                                  \
  template <class It, class Values, class Out>                                                                      \
  Out name(Policy p, It first, It last, Values values, Values values_end, Out out) {                                \
    p.each(values_end - values, [s = unwrap(first), n = last - first, v = unwrap(values), to = unwrap(out)](        \
                                    std::ptrdiff_t i) mutable { to[i] = place_in(s, n, v[i], side); });             \
    return out + (values_end - values);                                                                             \
  }                                                                                                                 \
  template <class It, class T>                                                                                      \
  It name(Policy p, It first, It last, T value) {                                                                   \
    return first + p.answer([s = unwrap(first), n = last - first, value] { return place_in(s, n, value, side); });  \
  }
PREP_SIM_BOUND(lower_bound, Side::before_equal)
PREP_SIM_BOUND(upper_bound, Side::after_equal)
#undef PREP_SIM_BOUND
template <class It, class T>
bool binary_search(Policy p, It first, It last, T value) {
  return p.answer([s = unwrap(first), n = last - first, value] {
    const std::ptrdiff_t i = place_in(s, n, value, Side::before_equal);
    return i < n && !(value < static_cast<ValueOf<It>>(s[i]));
  });
}
template <class A, class B, class Out>
Out merge(Policy p, A first, A last, B second, B second_end, Out out) {
  const std::ptrdiff_t n = last - first, m = second_end - second;
  p.once([a = unwrap(first), b = unwrap(second), to = unwrap(out), n, m]() mutable {
    for (std::ptrdiff_t i = 0, j = 0; i + j < n + m;) {
      const std::ptrdiff_t at = i + j;
      if (i >= n || (j < m && b[j] < a[i]))
        to[at] = b[j++];
      else
        to[at] = a[i++];
    }
  });
  return out + n + m;
}

}  // namespace algorithm

PREP_SIM_THRUST(sort)
PREP_SIM_THRUST(stable_sort)
PREP_SIM_THRUST(sort_by_key)
PREP_SIM_THRUST(stable_sort_by_key)
PREP_SIM_THRUST(is_sorted)
PREP_SIM_THRUST(copy_if)
PREP_SIM_THRUST(remove_copy_if)
PREP_SIM_THRUST(remove_if)
PREP_SIM_THRUST(remove)
PREP_SIM_THRUST(unique_copy)
PREP_SIM_THRUST(unique)
PREP_SIM_THRUST(unique_by_key)
PREP_SIM_THRUST(partition)
PREP_SIM_THRUST(stable_partition)
PREP_SIM_THRUST(lower_bound)
PREP_SIM_THRUST(upper_bound)
PREP_SIM_THRUST(binary_search)
PREP_SIM_THRUST(merge)

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
