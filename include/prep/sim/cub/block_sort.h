// CUB's BlockRadixSort, BlockMergeSort and BlockExchange. A sort goes through TempStorage and the block's
// barriers, as CUB's does; the first thread sorts.
#pragma once
#pragma GCC system_header
#include <prep/sim/cub/block.h>
#include <prep/sim/cub/device.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace prep::sim {

enum class Layout { blocked, striped };

// n items of each thread. The order is found on 16-bit numbers of items, so that storage stays near CUB's.
template <class K, class V, int threads, int n>
struct BlockSorter {
  static constexpr int kItems = threads * n;
  static_assert(kItems <= 65536, "a block sort takes up to 65536 items here");
  struct Storage {
    alignas(K) alignas(V) unsigned char items[kItems * (sizeof(K) > sizeof(V) ? sizeof(K) : sizeof(V))];
    unsigned short order[kItems], spare[kItems];
  };
  Storage& storage;
  int thread;

  int at(Layout layout, int i) const {
    return layout == Layout::blocked ? thread * n + i : i * threads + thread;
  }
  template <class T>
  T* items() const {
    return reinterpret_cast<T*>(storage.items);
  }
  template <class T>
  void permute(T (&own)[n], Layout layout, const char* file, int line) const {
    __syncthreads(file, line);
    for (int i = 0; i < n; ++i) items<T>()[at(Layout::blocked, i)] = own[i];
    __syncthreads(file, line);
    for (int i = 0; i < n; ++i) own[i] = items<T>()[storage.order[at(layout, i)]];
  }
  template <class Less>
  void sort(K (&keys)[n], V (*values)[n], Less less, Layout layout, const char* file, int line) const {
    for (int i = 0; i < n; ++i) items<K>()[at(Layout::blocked, i)] = keys[i];
    __syncthreads(file, line);
    if (thread == 0) {
      const K* const all = items<K>();
      for (int i = 0; i < kItems; ++i) storage.order[i] = static_cast<unsigned short>(i);
      merge_sort(storage.order, static_cast<int*>(nullptr), storage.spare, static_cast<int*>(nullptr), kItems,
                 [=](unsigned short a, unsigned short b) { return less(all[a], all[b]); });
    }
    permute(keys, layout, file, line);
    if (values != nullptr) permute(*values, layout, file, line);
  }
};

}  // namespace prep::sim

namespace cub {

struct NullType {};

template <class K, int x, int n, class V = NullType, int = 4, bool = true,
          BlockScanAlgorithm = BLOCK_SCAN_WARP_SCANS, int = 0, int y = 1, int z = 1, int = 0>
class BlockRadixSort {
  using Shape = ::prep::sim::BlockShape<x, y, z>;
  using Sorter = ::prep::sim::BlockSorter<K, V, Shape::kThreads, n>;

 public:
  using TempStorage = typename Sorter::Storage;
  explicit BlockRadixSort(TempStorage& storage) : storage_(storage) {}
#define PREP_SIM_CUB_BLOCK_SORT(name, layout, before)                                               \
  void name(K(&keys)[n], int begin = 0, int end = 8 * sizeof(K), PREP_SIM_SITE) {                   \
    const ::prep::sim::BitRange<K> range{begin, end};                                               \
    sorter().sort(                                                                                  \
        keys, nullptr, [=](const K& a, const K& b) { return before; }, ::prep::sim::Layout::layout, \
        prep_file, prep_line);                                                                      \
  }                                                                                                 \
  void name(K(&keys)[n], V(&values)[n], int begin = 0, int end = 8 * sizeof(K), PREP_SIM_SITE) {    \
    const ::prep::sim::BitRange<K> range{begin, end};                                               \
    sorter().sort(                                                                                  \
        keys, &values, [=](const K& a, const K& b) { return before; }, ::prep::sim::Layout::layout, \
        prep_file, prep_line);                                                                      \
  }
  PREP_SIM_CUB_BLOCK_SORT(Sort, blocked, range.cut(a) < range.cut(b))
  PREP_SIM_CUB_BLOCK_SORT(SortDescending, blocked, range.cut(b) < range.cut(a))
  PREP_SIM_CUB_BLOCK_SORT(SortBlockedToStriped, striped, range.cut(a) < range.cut(b))
  PREP_SIM_CUB_BLOCK_SORT(SortDescendingBlockedToStriped, striped, range.cut(b) < range.cut(a))
#undef PREP_SIM_CUB_BLOCK_SORT

 private:
  Sorter sorter() { return {storage_, static_cast<int>(Shape::thread())}; }
  TempStorage& storage_;
};

template <class K, int x, int n, class V = NullType, int y = 1, int z = 1>
class BlockMergeSort {
  using Shape = ::prep::sim::BlockShape<x, y, z>;
  using Sorter = ::prep::sim::BlockSorter<K, V, Shape::kThreads, n>;

 public:
  using TempStorage = typename Sorter::Storage;
  explicit BlockMergeSort(TempStorage& storage) : storage_(storage) {}
#define PREP_SIM_CUB_BLOCK_SORT(name)                                                       \
  template <class Less>                                                                     \
  void name(K(&keys)[n], Less less, PREP_SIM_SITE) {                                        \
    sorter().sort(keys, nullptr, less, ::prep::sim::Layout::blocked, prep_file, prep_line); \
  }                                                                                         \
  template <class Less>                                                                     \
  void name(K(&keys)[n], V(&values)[n], Less less, PREP_SIM_SITE) {                         \
    sorter().sort(keys, &values, less, ::prep::sim::Layout::blocked, prep_file, prep_line); \
  }
  PREP_SIM_CUB_BLOCK_SORT(Sort)
  PREP_SIM_CUB_BLOCK_SORT(StableSort)
#undef PREP_SIM_CUB_BLOCK_SORT

 private:
  Sorter sorter() { return {storage_, static_cast<int>(Shape::thread())}; }
  TempStorage& storage_;
};

template <class T, int x, int n, bool = false, int y = 1, int z = 1, int = 0>
class BlockExchange {
  using Shape = ::prep::sim::BlockShape<x, y, z>;

 public:
  struct TempStorage {
    alignas(T) unsigned char items[Shape::kThreads * n * sizeof(T)];
  };
  explicit BlockExchange(TempStorage& storage) : items_(reinterpret_cast<T*>(storage.items)) {}
  void StripedToBlocked(T (&own)[n], PREP_SIM_SITE) {
    exchange(own, ::prep::sim::Layout::striped, prep_file, prep_line);
  }
  void BlockedToStriped(T (&own)[n], PREP_SIM_SITE) {
    exchange(own, ::prep::sim::Layout::blocked, prep_file, prep_line);
  }
  void StripedToBlocked(const T (&from)[n], T (&to)[n], PREP_SIM_SITE) {
    for (int i = 0; i < n; ++i) to[i] = from[i];
    exchange(to, ::prep::sim::Layout::striped, prep_file, prep_line);
  }
  void BlockedToStriped(const T (&from)[n], T (&to)[n], PREP_SIM_SITE) {
    for (int i = 0; i < n; ++i) to[i] = from[i];
    exchange(to, ::prep::sim::Layout::blocked, prep_file, prep_line);
  }
  template <class Rank>
  void ScatterToBlocked(T (&own)[n], const Rank (&ranks)[n], PREP_SIM_SITE) {
    const int thread = static_cast<int>(Shape::thread());
    for (int i = 0; i < n; ++i) items_[ranks[i]] = own[i];
    __syncthreads(prep_file, prep_line);
    for (int i = 0; i < n; ++i) own[i] = items_[thread * n + i];
  }
  template <class Rank>
  void ScatterToStriped(T (&own)[n], const Rank (&ranks)[n], PREP_SIM_SITE) {
    const int thread = static_cast<int>(Shape::thread());
    for (int i = 0; i < n; ++i) items_[ranks[i]] = own[i];
    __syncthreads(prep_file, prep_line);
    for (int i = 0; i < n; ++i) own[i] = items_[i * Shape::kThreads + thread];
  }

 private:
  // Thread t's item i is number t * n + i of the blocked order, i * threads + t of the striped one.
  void exchange(T (&own)[n], ::prep::sim::Layout now, const char* file, int line) {
    const int thread = static_cast<int>(Shape::thread());
    const bool striped_now = now == ::prep::sim::Layout::striped;
    for (int i = 0; i < n; ++i) items_[striped_now ? i * Shape::kThreads + thread : thread * n + i] = own[i];
    __syncthreads(file, line);
    for (int i = 0; i < n; ++i) own[i] = items_[striped_now ? thread * n + i : i * Shape::kThreads + thread];
  }
  T* items_;
};

}  // namespace cub
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
