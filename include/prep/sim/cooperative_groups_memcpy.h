// cg::memcpy_async: the group's threads copy together, and the data is there after cg::wait.
#pragma once
#pragma GCC system_header
#include <prep/sim/cooperative_groups.h>

namespace prep::sim {

// The running thread's share of a copy by a group of `threads`.
PREP_SIM_API void copy_share(void* to, const void* from, size_t bytes, unsigned rank, unsigned threads) {
  const size_t share = (bytes + threads - 1) / threads, whole = (share + 15) / 16 * 16;
  const size_t begin = rank * whole;
  if (begin >= bytes) return;
  const auto count = static_cast<unsigned>(bytes - begin < whole ? bytes - begin : whole);
  prep_async_copy(static_cast<char*>(to) + begin, static_cast<const char*>(from) + begin, count, count);
}

}  // namespace prep::sim

namespace cooperative_groups {

template <class Group, class T>
PREP_SIM_API void memcpy_async(const Group& group, T* to, const T* from, size_t bytes) {
  prep::sim::copy_share(to, from, bytes, static_cast<unsigned>(group.thread_rank()),
                        static_cast<unsigned>(group.size()));
  prep_async_commit();
}
// Counted in elements, with the room at the target and what there is at the source.
template <class Group, class T, class To, class From>
PREP_SIM_API void memcpy_async(const Group& group, T* to, const To& room, const T* from, const From& there) {
  const size_t target = static_cast<size_t>(room), source = static_cast<size_t>(there);
  memcpy_async(group, to, from, (target < source ? target : source) * sizeof(T));
}
template <unsigned groups, class Group>
PREP_SIM_API void wait_prior(const Group& group, PREP_SIM_SITE) {
  prep_async_wait(groups);
  group.sync(prep_file, prep_line);
}
template <class Group>
PREP_SIM_API void wait(const Group& group, PREP_SIM_SITE) {
  prep_async_wait(0);
  group.sync(prep_file, prep_line);
}

}  // namespace cooperative_groups
