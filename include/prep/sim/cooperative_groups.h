// Cooperative groups: blocks, grids, tiles and the lanes that happen to be together.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi_sync.h>
#include <prep/sim/cooperative_lanes.h>

namespace cooperative_groups {

namespace details {
PREP_SIM_API unsigned rank_in_block() {
  return threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
}
PREP_SIM_API unsigned threads_of_block() { return blockDim.x * blockDim.y * blockDim.z; }
PREP_SIM_API unsigned long long blocks_of_grid() {
  return static_cast<unsigned long long>(gridDim.x) * gridDim.y * gridDim.z;
}
PREP_SIM_API unsigned long long block_in_grid() {
  return blockIdx.x + static_cast<unsigned long long>(gridDim.x) *
                          (blockIdx.y + static_cast<unsigned long long>(gridDim.y) * blockIdx.z);
}
PREP_SIM_API dim3 as_dim3(uint3 v) { return dim3(v.x, v.y, v.z); }
enum class kind : unsigned { lanes, block, grid, warps };
struct void_parent {};
}  // namespace details

// Any group, its kind known at run time: what functions take that work on groups in general.
class thread_group {
 public:
  PREP_SIM_API void sync(PREP_SIM_SITE) const {
    switch (kind_) {
      case details::kind::lanes:
        return prep_syncwarp(mask_, prep_file, prep_line);
      case details::kind::block:
        return prep_barrier(prep_file, prep_line);
      case details::kind::grid:
        return prep_grid_sync(prep_file, prep_line);
      case details::kind::warps:
        return prep_group_sync(key_, static_cast<unsigned>(size_), prep_file, prep_line);
    }
  }
  PREP_SIM_API unsigned long long size() const { return size_; }
  PREP_SIM_API unsigned long long num_threads() const { return size_; }
  PREP_SIM_API unsigned long long thread_rank() const { return rank_; }
  PREP_SIM_API bool is_valid() const { return true; }
  PREP_SIM_API unsigned prep_mask() const { return mask_; }
  PREP_SIM_API details::kind prep_kind() const { return kind_; }

 protected:
  PREP_SIM_API thread_group(details::kind kind, unsigned long long size, unsigned long long rank,
                            unsigned mask = 0, uint64_t key = 0)
      : kind_(kind), mask_(mask), size_(size), rank_(rank), key_(key) {}
  details::kind kind_;
  unsigned mask_;
  unsigned long long size_, rank_;
  uint64_t key_;
  friend PREP_SIM_API thread_group tiled_partition(const thread_group& parent, unsigned size);
};

template <unsigned bytes_per_thread_count = 1024>
struct block_tile_memory {
  char unused;
};

class thread_block : public thread_group {
 public:
  struct arrival_token {};
  PREP_SIM_API thread_block()
      : thread_group(details::kind::block, details::threads_of_block(), details::rank_in_block()) {}
  static PREP_SIM_API void sync(PREP_SIM_SITE) { prep_barrier(prep_file, prep_line); }
  // The arrival is made with the wait: no thread passes the wait before all have arrived.
  static PREP_SIM_API arrival_token barrier_arrive() { return {}; }
  static PREP_SIM_API void barrier_wait(arrival_token&&, PREP_SIM_SITE) {
    prep_barrier(prep_file, prep_line);
  }
  static PREP_SIM_API unsigned size() { return details::threads_of_block(); }
  static PREP_SIM_API unsigned num_threads() { return details::threads_of_block(); }
  static PREP_SIM_API unsigned thread_rank() { return details::rank_in_block(); }
  static PREP_SIM_API dim3 group_index() { return details::as_dim3(blockIdx); }
  static PREP_SIM_API dim3 thread_index() { return details::as_dim3(threadIdx); }
  static PREP_SIM_API dim3 group_dim() { return blockDim; }
  static PREP_SIM_API dim3 dim_threads() { return blockDim; }
};
PREP_SIM_API thread_block this_thread_block() { return thread_block(); }
template <unsigned n>
PREP_SIM_API thread_block this_thread_block(block_tile_memory<n>&) {
  return thread_block();
}

class grid_group : public thread_group {
 public:
  struct arrival_token {};
  PREP_SIM_API grid_group() : thread_group(details::kind::grid, grid_size(), grid_rank()) {}
  PREP_SIM_API bool is_valid() const { return prep_grid_is_cooperative() != 0; }
  PREP_SIM_API void sync(PREP_SIM_SITE) const { prep_grid_sync(prep_file, prep_line); }
  PREP_SIM_API arrival_token barrier_arrive() const { return {}; }
  PREP_SIM_API void barrier_wait(arrival_token&&, PREP_SIM_SITE) const {
    prep_grid_sync(prep_file, prep_line);
  }
  static PREP_SIM_API unsigned long long size() { return grid_size(); }
  static PREP_SIM_API unsigned long long num_threads() { return grid_size(); }
  static PREP_SIM_API unsigned long long thread_rank() { return grid_rank(); }
  static PREP_SIM_API unsigned long long num_blocks() { return details::blocks_of_grid(); }
  static PREP_SIM_API unsigned long long block_rank() { return details::block_in_grid(); }
  static PREP_SIM_API dim3 group_dim() { return gridDim; }
  static PREP_SIM_API dim3 dim_blocks() { return gridDim; }
  static PREP_SIM_API dim3 block_index() { return details::as_dim3(blockIdx); }
  static PREP_SIM_API unsigned long long num_clusters() { return details::blocks_of_grid(); }
  static PREP_SIM_API unsigned long long cluster_rank() { return details::block_in_grid(); }

 private:
  static PREP_SIM_API unsigned long long grid_size() {
    return details::blocks_of_grid() * details::threads_of_block();
  }
  static PREP_SIM_API unsigned long long grid_rank() {
    return details::block_in_grid() * details::threads_of_block() + details::rank_in_block();
  }
};
PREP_SIM_API grid_group this_grid() { return grid_group(); }

class multi_grid_group : public grid_group {};
__attribute__((error("CUDA 13 has no groups over several devices (multi_grid): launch on each device and use "
                     "streams and events"))) multi_grid_group
this_multi_grid();

// Without a cluster launch each block is a cluster of its own, as on the GPU.
class cluster_group : public thread_group {
 public:
  struct arrival_token {};
  PREP_SIM_API cluster_group()
      : thread_group(details::kind::block, details::threads_of_block(), details::rank_in_block()) {}
  static PREP_SIM_API arrival_token barrier_arrive() { return {}; }
  static PREP_SIM_API void barrier_wait(arrival_token&&, PREP_SIM_SITE) {
    prep_barrier(prep_file, prep_line);
  }
  static PREP_SIM_API void barrier_wait(PREP_SIM_SITE) { prep_barrier(prep_file, prep_line); }
  static PREP_SIM_API unsigned num_blocks() { return 1; }
  static PREP_SIM_API unsigned block_rank() { return 0; }
  static PREP_SIM_API dim3 dim_blocks() { return dim3(1, 1, 1); }
  static PREP_SIM_API dim3 block_index() { return dim3(0, 0, 0); }
  static PREP_SIM_API unsigned query_shared_rank(const void*) { return 0; }
  template <class T>
  static PREP_SIM_API T* map_shared_rank(T* address, int) {
    return address;
  }
};
PREP_SIM_API cluster_group this_cluster() { return cluster_group(); }

// What groups of lanes share.
class lane_group : public thread_group {
 public:
  PREP_SIM_API void sync(PREP_SIM_SITE) const { prep_syncwarp(mask_, prep_file, prep_line); }
  PREP_SIM_API unsigned size() const { return static_cast<unsigned>(size_); }
  PREP_SIM_API unsigned num_threads() const { return static_cast<unsigned>(size_); }
  PREP_SIM_API unsigned thread_rank() const { return static_cast<unsigned>(rank_); }
  template <class T>
  PREP_SIM_API T shfl(T value, unsigned source, PREP_SIM_SITE) const {
    return take(value, source % size(), prep_file, prep_line);
  }
  template <class T>
  PREP_SIM_API T shfl_up(T value, unsigned delta, PREP_SIM_SITE) const {
    return take(value, thread_rank() >= delta ? thread_rank() - delta : thread_rank(), prep_file, prep_line);
  }
  template <class T>
  PREP_SIM_API T shfl_down(T value, unsigned delta, PREP_SIM_SITE) const {
    return take(value, delta < size() - thread_rank() ? thread_rank() + delta : thread_rank(), prep_file,
                prep_line);
  }
  PREP_SIM_API int any(int predicate, PREP_SIM_SITE) const {
    return prep_ballot(mask_, predicate != 0, prep_file, prep_line) != 0;
  }
  PREP_SIM_API int all(int predicate, PREP_SIM_SITE) const {
    return prep_ballot(mask_, predicate == 0, prep_file, prep_line) == 0;
  }
  PREP_SIM_API unsigned ballot(int predicate, PREP_SIM_SITE) const {
    return prep::sim::pack_lanes(mask_, prep_ballot(mask_, predicate != 0, prep_file, prep_line));
  }
  template <class T>
  PREP_SIM_API unsigned match_any(T value, PREP_SIM_SITE) const {
    return prep::sim::pack_lanes(mask_,
                                 prep_match_any(mask_, prep::sim::match_bits(value), prep_file, prep_line));
  }
  template <class T>
  PREP_SIM_API unsigned match_all(T value, int& all_equal, PREP_SIM_SITE) const {
    return prep::sim::pack_lanes(
        mask_, prep_match_all(mask_, prep::sim::match_bits(value), &all_equal, prep_file, prep_line));
  }
  PREP_SIM_API unsigned long long meta_group_rank() const { return meta_rank_; }
  PREP_SIM_API unsigned long long meta_group_size() const { return meta_size_; }

 protected:
  PREP_SIM_API lane_group(unsigned mask, unsigned meta_rank, unsigned meta_size)
      : thread_group(details::kind::lanes, prep::sim::count_lanes(mask),
                     prep::sim::count_lanes(mask & prep::sim::lanes_below()), mask),
        meta_rank_(meta_rank),
        meta_size_(meta_size) {}
  template <class T>
  PREP_SIM_API T take(T value, unsigned rank, const char* file, int line) const {
    return prep::sim::shuffle_plain(mask_, value, prep::sim::lane_of_rank(mask_, rank), file, line);
  }
  unsigned meta_rank_, meta_size_;
};

class coalesced_group : public lane_group {
 public:
  PREP_SIM_API explicit coalesced_group(unsigned mask, unsigned meta_rank = 0, unsigned meta_size = 1)
      : lane_group(mask, meta_rank, meta_size) {}
};
PREP_SIM_API coalesced_group coalesced_threads() { return coalesced_group(prep_activemask()); }

// Tiles of at most a warp.
template <unsigned n, class Parent = details::void_parent, bool fits_a_warp = (n <= 32)>
class thread_block_tile : public lane_group {
  static_assert((n & (n - 1)) == 0 && n != 0, "the size of a tile is a power of two");
  static constexpr unsigned kWhole = n == 32 ? ~0u : (1u << n % 32) - 1;

 public:
  PREP_SIM_API thread_block_tile(unsigned rank_in_parent, unsigned parent_size)
      : lane_group(kWhole << (prep_lane & ~(n - 1)), rank_in_parent / n, (parent_size + n - 1) / n) {
    size_ = n;
    rank_ = prep_lane & (n - 1);
  }
  template <unsigned m, class P>
  PREP_SIM_API thread_block_tile(const thread_block_tile<m, P>& other) : lane_group(other) {
    static_assert(m == n, "tiles of different sizes");
  }
  static constexpr PREP_SIM_API unsigned size() { return n; }
  static constexpr PREP_SIM_API unsigned num_threads() { return n; }
  template <class T>
  PREP_SIM_API T shfl(T value, int source, PREP_SIM_SITE) const {
    return prep::sim::shuffle_plain(mask_, value,
                                    (prep_lane & ~(n - 1)) | (static_cast<unsigned>(source) & (n - 1)),
                                    prep_file, prep_line);
  }
  template <class T>
  PREP_SIM_API T shfl_up(T value, unsigned delta, PREP_SIM_SITE) const {
    return prep::sim::shuffle_plain(mask_, value, rank_ >= delta ? prep_lane - delta : prep_lane, prep_file,
                                    prep_line);
  }
  template <class T>
  PREP_SIM_API T shfl_down(T value, unsigned delta, PREP_SIM_SITE) const {
    return prep::sim::shuffle_plain(mask_, value, delta < n - rank_ ? prep_lane + delta : prep_lane,
                                    prep_file, prep_line);
  }
  template <class T>
  PREP_SIM_API T shfl_xor(T value, unsigned flip, PREP_SIM_SITE) const {
    return prep::sim::shuffle_plain(mask_, value, (prep_lane & ~(n - 1)) | ((prep_lane ^ flip) & (n - 1)),
                                    prep_file, prep_line);
  }
  PREP_SIM_API unsigned ballot(int predicate, PREP_SIM_SITE) const {
    return prep_ballot(mask_, predicate != 0, prep_file, prep_line) >> (prep_lane & ~(n - 1));
  }
};

// Tiles of several warps.
template <unsigned n, class Parent>
class thread_block_tile<n, Parent, false> : public thread_group {
  static_assert((n & (n - 1)) == 0 && n <= 1024, "the size of a tile is a power of two up to 1024");

 public:
  PREP_SIM_API thread_block_tile(unsigned rank_in_parent, unsigned parent_size)
      : thread_group(details::kind::warps, n, details::rank_in_block() % n, 0,
                     static_cast<uint64_t>(n) << 16 | details::rank_in_block() / n),
        meta_rank_(rank_in_parent / n),
        meta_size_((parent_size + n - 1) / n) {}
  static constexpr PREP_SIM_API unsigned size() { return n; }
  static constexpr PREP_SIM_API unsigned num_threads() { return n; }
  PREP_SIM_API unsigned thread_rank() const { return static_cast<unsigned>(rank_); }
  PREP_SIM_API unsigned long long meta_group_rank() const { return meta_rank_; }
  PREP_SIM_API unsigned long long meta_group_size() const { return meta_size_; }

 private:
  unsigned meta_rank_, meta_size_;
};

template <unsigned n>
PREP_SIM_API thread_block_tile<n, thread_block> tiled_partition(const thread_block&) {
  return {details::rank_in_block(), details::threads_of_block()};
}
template <unsigned n, unsigned m, class P, bool fits>
PREP_SIM_API thread_block_tile<n, thread_block_tile<m, P>> tiled_partition(
    const thread_block_tile<m, P, fits>& parent) {
  static_assert(n <= m, "a tile does not fit its parent");
  return {static_cast<unsigned>(parent.thread_rank()), m};
}

// With a size known at run time. The lanes of a coalesced group are cut by their ranks.
PREP_SIM_API thread_group tiled_partition(const thread_group& parent, unsigned size) {
  if (parent.prep_kind() == details::kind::block)
    return coalesced_group((size >= 32 ? ~0u : (1u << size) - 1) << (prep_lane & ~(size - 1)));
  const unsigned first = static_cast<unsigned>(parent.thread_rank()) / size * size;
  unsigned mask = 0;
  for (unsigned i = first; i < first + size && i < parent.size(); ++i)
    mask |= 1u << prep::sim::lane_of_rank(parent.prep_mask(), i);
  return coalesced_group(mask);
}
PREP_SIM_API coalesced_group tiled_partition(const coalesced_group& parent, unsigned size) {
  const unsigned first = parent.thread_rank() / size * size;
  unsigned mask = 0;
  for (unsigned i = first; i < first + size && i < parent.size(); ++i)
    mask |= 1u << prep::sim::lane_of_rank(parent.prep_mask(), i);
  return coalesced_group(mask, parent.thread_rank() / size, (parent.size() + size - 1) / size);
}

template <class Group>
PREP_SIM_API coalesced_group binary_partition(const Group& group, bool predicate, PREP_SIM_SITE) {
  const unsigned yes = prep_ballot(group.prep_mask(), predicate, prep_file, prep_line);
  return coalesced_group(predicate ? yes : group.prep_mask() & ~yes, predicate, 2);
}
template <class Group, class Label>
PREP_SIM_API coalesced_group labeled_partition(const Group& group, Label label, PREP_SIM_SITE) {
  const unsigned mask = prep_match_any(group.prep_mask(), prep::sim::match_bits(label), prep_file, prep_line);
  // Ranks of the groups: in the order of their first lanes.
  const unsigned leaders =
      prep_ballot(group.prep_mask(), (mask & prep::sim::lanes_below()) == 0, prep_file, prep_line);
  const unsigned first = mask & (0u - mask);
  return coalesced_group(mask, prep::sim::count_lanes(leaders & (first - 1)),
                         prep::sim::count_lanes(leaders));
}

template <class Group>
PREP_SIM_API void sync(const Group& group, PREP_SIM_SITE) {
  group.sync(prep_file, prep_line);
}
template <class Group>
PREP_SIM_API auto thread_rank(const Group& group) {
  return group.thread_rank();
}
template <class Group>
PREP_SIM_API auto group_size(const Group& group) {
  return group.size();
}

template <class Group, class F, class... A>
PREP_SIM_API void invoke_one(const Group& group, F&& f, A&&... arguments) {
  if (group.thread_rank() == 0) static_cast<F&&>(f)(static_cast<A&&>(arguments)...);
}
template <class Group, class F, class... A>
PREP_SIM_API auto invoke_one_broadcast(const Group& group, F&& f, A&&... arguments) {
  decltype(f(arguments...)) result{};
  if (group.thread_rank() == 0) result = static_cast<F&&>(f)(static_cast<A&&>(arguments)...);
  return group.shfl(result, 0);
}

}  // namespace cooperative_groups
