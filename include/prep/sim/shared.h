// What the rewriter turns `__shared__` declarations into: references into the block's own arena.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
#include <prep/sim/keywords.h>

namespace prep::sim {

template <class T>
struct Element {
  static constexpr bool kArray = false;
};
template <class T>
struct Element<T[]> {
  using Type = T;
  static constexpr bool kArray = true;
};
template <class T, size_t n>
struct Element<T[n]> : Element<T[]> {};

template <class T>
PREP_SIM_API T& shared(prep_shared_slot& slot) {
  static_assert(
      __is_trivially_constructible(T),
      "a __shared__ variable cannot have a constructor: CUDA does not run it; use a plain type and set "
      "its members in the kernel");
  return *static_cast<T*>(prep_shared(&slot));
}

// `extern __shared__ T s[]` in a function: a pointer to T. Without brackets: the object itself.
template <class T>
PREP_SIM_API decltype(auto) dynamic_shared() {
  if constexpr (Element<T>::kArray)
    return reinterpret_cast<typename Element<T>::Type*>(prep_dynamic_shared);
  else
    return *reinterpret_cast<T*>(prep_dynamic_shared);
}

}  // namespace prep::sim
