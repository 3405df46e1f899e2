// cg::inclusive_scan and exclusive_scan over the lanes of a group.
#pragma once
#pragma GCC system_header
#include <prep/sim/cooperative_groups_reduce.h>

namespace cooperative_groups {

template <class Group, class T, class Op>
PREP_SIM_API T inclusive_scan(const Group& group, T value, Op op, PREP_SIM_SITE) {
  const unsigned mask = group.prep_mask();
  const unsigned size = prep::sim::count_lanes(mask),
                 rank = prep::sim::count_lanes(mask & prep::sim::lanes_below());
  for (unsigned step = 1; step < size; step *= 2) {
    const unsigned source = rank >= step ? prep::sim::lane_of_rank(mask, rank - step) : prep_lane;
    const T other = prep::sim::shuffle_plain(mask, value, source, prep_file, prep_line);
    if (rank >= step) value = op(other, value);
  }
  return value;
}
template <class Group, class T>
PREP_SIM_API T inclusive_scan(const Group& group, T value, PREP_SIM_SITE) {
  return inclusive_scan(group, value, plus<T>(), prep_file, prep_line);
}

// The first lane gets T{}.
template <class Group, class T, class Op>
PREP_SIM_API T exclusive_scan(const Group& group, T value, Op op, PREP_SIM_SITE) {
  const unsigned mask = group.prep_mask(), rank = prep::sim::count_lanes(mask & prep::sim::lanes_below());
  const T all = inclusive_scan(group, value, op, prep_file, prep_line);
  const unsigned source = rank == 0 ? prep_lane : prep::sim::lane_of_rank(mask, rank - 1);
  const T before = prep::sim::shuffle_plain(mask, all, source, prep_file, prep_line);
  return rank == 0 ? T{} : before;
}
template <class Group, class T>
PREP_SIM_API T exclusive_scan(const Group& group, T value, PREP_SIM_SITE) {
  return exclusive_scan(group, value, plus<T>(), prep_file, prep_line);
}

// The group's total is added to `to` once; each lane gets what was there before plus what comes before it.
template <class Group, class Atomic, class T, class Op = plus<T>>
PREP_SIM_API T exclusive_scan_update(const Group& group, Atomic& to, T value, Op op = {}, PREP_SIM_SITE) {
  const T before = exclusive_scan(group, value, op, prep_file, prep_line);
  const T total = reduce(group, value, op, prep_file, prep_line);
  T old{};
  if (group.thread_rank() == 0) old = to.fetch_add(total);
  old = prep::sim::shuffle_plain(group.prep_mask(), old, prep::sim::lane_of_rank(group.prep_mask(), 0),
                                 prep_file, prep_line);
  return op(old, before);
}
template <class Group, class Atomic, class T, class Op = plus<T>>
PREP_SIM_API T inclusive_scan_update(const Group& group, Atomic& to, T value, Op op = {}, PREP_SIM_SITE) {
  return op(exclusive_scan_update(group, to, value, op, prep_file, prep_line), value);
}

}  // namespace cooperative_groups
