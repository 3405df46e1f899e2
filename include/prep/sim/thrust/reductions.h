// Thrust's reductions and scans: from left to right, on one CUDA thread.
#pragma once
#pragma GCC system_header
#include <prep/sim/thrust/algorithms.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace thrust {
namespace algorithm {

template <class It, class F, class T, class Op>
T transform_reduce(Policy p, It first, It last, F f, T init, Op op) {
  return p.answer([from = unwrap(first), n = last - first, f, init, op]() mutable {
    T sum = init;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      auto&& x = from[i];
      sum = op(sum, f(x));
    }
    return sum;
  });
}
template <class It, class T, class Op>
T reduce(Policy p, It first, It last, T init, Op op) {
  return p.answer([from = unwrap(first), n = last - first, init, op]() mutable {
    T sum = init;
    for (std::ptrdiff_t i = 0; i < n; ++i) sum = op(sum, static_cast<ValueOf<It>>(from[i]));
    return sum;
  });
}
template <class It, class T>
T reduce(Policy p, It first, It last, T init) {
  return reduce(p, first, last, init, plus<>());
}
template <class It>
ValueOf<It> reduce(Policy p, It first, It last) {
  return reduce(p, first, last, ValueOf<It>(0));
}
template <class A, class B, class T, class Add, class Multiply>
T inner_product(Policy p, A first, A last, B second, T init, Add add, Multiply multiply) {
  return p.answer([a = unwrap(first), b = unwrap(second), n = last - first, init, add, multiply]() mutable {
    T sum = init;
    for (std::ptrdiff_t i = 0; i < n; ++i) sum = add(sum, multiply(a[i], b[i]));
    return sum;
  });
}
template <class A, class B, class T>
T inner_product(Policy p, A first, A last, B second, T init) {
  return inner_product(p, first, last, second, init, plus<>(), multiplies<>());
}
template <class It, class Test>
std::ptrdiff_t count_if(Policy p, It first, It last, Test test) {
  return p.answer([from = unwrap(first), n = last - first, test]() mutable {
    std::ptrdiff_t count = 0;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      auto&& x = from[i];
      if (test(x)) ++count;
    }
    return count;
  });
}
template <class It, class T>
std::ptrdiff_t count(Policy p, It first, It last, T value) {
  return count_if(p, first, last, [value](const ValueOf<It>& x) { return x == value; });
}
template <class It, class Test>
It find_if(Policy p, It first, It last, Test test) {
  return first + p.answer([from = unwrap(first), n = last - first, test]() mutable {
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      auto&& x = from[i];
      if (test(x)) return i;
    }
    return n;
  });
}
template <class It, class Test>
It find_if_not(Policy p, It first, It last, Test test) {
  return find_if(p, first, last, not_fn(test));
}
template <class It, class T>
It find(Policy p, It first, It last, T value) {
  return find_if(p, first, last, [value](const ValueOf<It>& x) { return x == value; });
}
template <class It, class Test>
bool any_of(Policy p, It first, It last, Test test) {
  return count_if(p, first, last, test) > 0;
}
template <class It, class Test>
bool none_of(Policy p, It first, It last, Test test) {
  return count_if(p, first, last, test) == 0;
}
template <class It, class Test>
bool all_of(Policy p, It first, It last, Test test) {
  return count_if(p, first, last, test) == last - first;
}
template <class A, class B>
bool equal(Policy p, A first, A last, B second) {
  return p.answer([a = unwrap(first), b = unwrap(second), n = last - first]() mutable {
    for (std::ptrdiff_t i = 0; i < n; ++i)
      if (!(a[i] == b[i])) return false;
    return true;
  });
}
template <class It, class Less>
It min_element(Policy p, It first, It last, Less less) {
  return first + p.answer([from = unwrap(first), n = last - first, less]() mutable {
    std::ptrdiff_t best = 0;
    for (std::ptrdiff_t i = 1; i < n; ++i)
      if (less(from[i], from[best])) best = i;
    return best;
  });
}
template <class It>
It min_element(Policy p, It first, It last) {
  return min_element(p, first, last, less<>());
}
template <class It, class Less>
It max_element(Policy p, It first, It last, Less less) {
  return first + p.answer([from = unwrap(first), n = last - first, less]() mutable {
    std::ptrdiff_t best = 0;
    for (std::ptrdiff_t i = 1; i < n; ++i)
      if (less(from[best], from[i])) best = i;
    return best;
  });
}
template <class It>
It max_element(Policy p, It first, It last) {
  return max_element(p, first, last, less<>());
}
template <class It>
std::pair<It, It> minmax_element(Policy p, It first, It last) {
  return {min_element(p, first, last), max_element(p, first, last)};
}

template <class In, class Out, class F, class Op>
Out transform_inclusive_scan(Policy p, In first, In last, Out out, F f, Op op) {
  p.once([from = unwrap(first), to = unwrap(out), n = last - first, f, op]() mutable {
    if (n <= 0) return;
    auto sum = f(static_cast<ValueOf<In>>(from[0]));
    to[0] = sum;
    for (std::ptrdiff_t i = 1; i < n; ++i) {
      sum = op(sum, f(static_cast<ValueOf<In>>(from[i])));
      to[i] = sum;
    }
  });
  return out + (last - first);
}
template <class In, class Out, class F, class T, class Op>
Out transform_exclusive_scan(Policy p, In first, In last, Out out, F f, T init, Op op) {
  p.once([from = unwrap(first), to = unwrap(out), n = last - first, f, init, op]() mutable {
    T sum = init;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      const auto value = f(static_cast<ValueOf<In>>(from[i]));  // read first: in place is allowed
      to[i] = sum;
      sum = op(sum, value);
    }
  });
  return out + (last - first);
}
template <class In, class Out, class Op>
Out inclusive_scan(Policy p, In first, In last, Out out, Op op) {
  return transform_inclusive_scan(p, first, last, out, identity<>(), op);
}
template <class In, class Out>
Out inclusive_scan(Policy p, In first, In last, Out out) {
  return inclusive_scan(p, first, last, out, plus<>());
}
template <class In, class Out, class T, class Op>
Out exclusive_scan(Policy p, In first, In last, Out out, T init, Op op) {
  return transform_exclusive_scan(p, first, last, out, identity<>(), init, op);
}
template <class In, class Out, class T>
Out exclusive_scan(Policy p, In first, In last, Out out, T init) {
  return exclusive_scan(p, first, last, out, init, plus<>());
}
template <class In, class Out>
Out exclusive_scan(Policy p, In first, In last, Out out) {
  return exclusive_scan(p, first, last, out, ValueOf<In>(0));
}

template <class K, class V, class Out, class Equal, class Op>
Out inclusive_scan_by_key(Policy p, K keys, K keys_end, V values, Out out, Equal equal, Op op) {
  p.once([k = unwrap(keys), v = unwrap(values), to = unwrap(out), n = keys_end - keys, equal, op]() mutable {
    if (n <= 0) return;
    ValueOf<V> sum = v[0];
    to[0] = sum;
    for (std::ptrdiff_t i = 1; i < n; ++i) {
      const ValueOf<V> value = v[i];
      sum = equal(k[i - 1], k[i]) ? static_cast<ValueOf<V>>(op(sum, value)) : value;
      to[i] = sum;
    }
  });
  return out + (keys_end - keys);
}
template <class K, class V, class Out>
Out inclusive_scan_by_key(Policy p, K keys, K keys_end, V values, Out out) {
  return inclusive_scan_by_key(p, keys, keys_end, values, out, equal_to<>(), plus<>());
}
template <class K, class V, class Out, class T>
Out exclusive_scan_by_key(Policy p, K keys, K keys_end, V values, Out out, T init) {
  p.once([k = unwrap(keys), v = unwrap(values), to = unwrap(out), n = keys_end - keys, init]() mutable {
    T sum = init;
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      if (i > 0 && !(k[i - 1] == k[i])) sum = init;
      const ValueOf<V> value = v[i];
      to[i] = sum;
      sum = sum + value;
    }
  });
  return out + (keys_end - keys);
}
template <class K, class V, class Out>
Out exclusive_scan_by_key(Policy p, K keys, K keys_end, V values, Out out) {
  return exclusive_scan_by_key(p, keys, keys_end, values, out, ValueOf<V>(0));
}
template <class K, class V, class KOut, class VOut, class Equal, class Op>
std::pair<KOut, VOut> reduce_by_key(Policy p, K keys, K keys_end, V values, KOut kout, VOut vout, Equal equal, Op op) {
  const std::ptrdiff_t groups = p.answer([k = unwrap(keys), v = unwrap(values), ko = unwrap(kout), vo = unwrap(vout),
                                          n = keys_end - keys, equal, op]() mutable {
    std::ptrdiff_t made = 0;
    for (std::ptrdiff_t i = 0; i < n;) {
      const ValueOf<K> key = k[i];
      ValueOf<V> sum = v[i];
      for (++i; i < n && equal(key, static_cast<ValueOf<K>>(k[i])); ++i) sum = op(sum, static_cast<ValueOf<V>>(v[i]));
      ko[made] = key;
      vo[made++] = sum;
    }
    return made;
  });
  return {kout + groups, vout + groups};
}
template <class K, class V, class KOut, class VOut, class Equal>
std::pair<KOut, VOut> reduce_by_key(Policy p, K keys, K keys_end, V values, KOut kout, VOut vout, Equal equal) {
  return reduce_by_key(p, keys, keys_end, values, kout, vout, equal, plus<>());
}
template <class K, class V, class KOut, class VOut>
std::pair<KOut, VOut> reduce_by_key(Policy p, K keys, K keys_end, V values, KOut kout, VOut vout) {
  return reduce_by_key(p, keys, keys_end, values, kout, vout, equal_to<>(), plus<>());
}

}  // namespace algorithm

PREP_SIM_THRUST(transform_reduce)
PREP_SIM_THRUST(reduce)
PREP_SIM_THRUST(inner_product)
PREP_SIM_THRUST(count)
PREP_SIM_THRUST(count_if)
PREP_SIM_THRUST(find)
PREP_SIM_THRUST(find_if)
PREP_SIM_THRUST(find_if_not)
PREP_SIM_THRUST(any_of)
PREP_SIM_THRUST(none_of)
PREP_SIM_THRUST(all_of)
PREP_SIM_THRUST(equal)
PREP_SIM_THRUST(min_element)
PREP_SIM_THRUST(max_element)
PREP_SIM_THRUST(minmax_element)
PREP_SIM_THRUST(transform_inclusive_scan)
PREP_SIM_THRUST(transform_exclusive_scan)
PREP_SIM_THRUST(inclusive_scan)
PREP_SIM_THRUST(exclusive_scan)
PREP_SIM_THRUST(inclusive_scan_by_key)
PREP_SIM_THRUST(exclusive_scan_by_key)
PREP_SIM_THRUST(reduce_by_key)

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
