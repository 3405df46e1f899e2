// cg::reduce over the lanes of a group. The operation must not depend on the order, as CUDA asks too.
#pragma once
#pragma GCC system_header
#include <prep/sim/cooperative_groups.h>

namespace cooperative_groups {

#define PREP_SIM_CG_OPERATION(name, expression)                                      \
  template <class T = void>                                                          \
  struct name {                                                                      \
    PREP_SIM_API T operator()(T a, T b) const { return static_cast<T>(expression); } \
  };                                                                                 \
  template <>                                                                        \
  struct name<void> {                                                                \
    template <class T>                                                               \
    PREP_SIM_API T operator()(T a, T b) const {                                      \
      return static_cast<T>(expression);                                             \
    }                                                                                \
  };
PREP_SIM_CG_OPERATION(plus, a + b)
PREP_SIM_CG_OPERATION(less, b < a ? b : a)
PREP_SIM_CG_OPERATION(greater, a < b ? b : a)
PREP_SIM_CG_OPERATION(bit_and, a& b)
PREP_SIM_CG_OPERATION(bit_or, a | b)
PREP_SIM_CG_OPERATION(bit_xor, a ^ b)
#undef PREP_SIM_CG_OPERATION

template <class Group, class T, class Op>
PREP_SIM_API T reduce(const Group& group, T value, Op op, PREP_SIM_SITE) {
  const unsigned mask = group.prep_mask();
  const unsigned size = static_cast<unsigned>(prep::sim::count_lanes(mask)),
                 rank = prep::sim::count_lanes(mask & prep::sim::lanes_below());
  unsigned step = 1;
  while (step < size) step *= 2;
  for (step /= 2; step != 0; step /= 2) {
    const bool gives = rank + step < size && rank < step;
    const unsigned source = gives ? prep::sim::lane_of_rank(mask, rank + step) : prep_lane;
    const T other = prep::sim::shuffle_plain(mask, value, source, prep_file, prep_line);
    if (gives) value = op(value, other);
  }
  return prep::sim::shuffle_plain(mask, value, prep::sim::lane_of_rank(mask, 0), prep_file, prep_line);
}

template <class Group, class T, class U, class Op>
PREP_SIM_API void reduce_store_async(const Group& group, T* to, U value, Op op, PREP_SIM_SITE) {
  const T sum = reduce(group, static_cast<T>(value), op, prep_file, prep_line);
  if (group.thread_rank() == 0) *to = sum;
}

namespace details {
template <class Atomic, class T>
PREP_SIM_API void update(Atomic& to, T value, const plus<T>&) {
  to.fetch_add(value);
}
template <class Atomic, class T>
PREP_SIM_API void update(Atomic& to, T value, const less<T>&) {
  to.fetch_min(value);
}
template <class Atomic, class T>
PREP_SIM_API void update(Atomic& to, T value, const greater<T>&) {
  to.fetch_max(value);
}
template <class Atomic, class T>
PREP_SIM_API void update(Atomic& to, T value, const bit_and<T>&) {
  to.fetch_and(value);
}
template <class Atomic, class T>
PREP_SIM_API void update(Atomic& to, T value, const bit_or<T>&) {
  to.fetch_or(value);
}
template <class Atomic, class T>
PREP_SIM_API void update(Atomic& to, T value, const bit_xor<T>&) {
  to.fetch_xor(value);
}
}  // namespace details

template <class Group, class Atomic, class T, class Op>
PREP_SIM_API void reduce_update_async(const Group& group, Atomic& to, T value, Op op, PREP_SIM_SITE) {
  const T sum = reduce(group, value, op, prep_file, prep_line);
  if (group.thread_rank() == 0) details::update(to, sum, op);
}

}  // namespace cooperative_groups
