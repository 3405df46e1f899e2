// CUB's block primitives: BlockReduce, BlockScan, BlockLoad, BlockStore. They use their TempStorage and
// barriers as CUB does, so that reusing it without __syncthreads is found.
#pragma once
#pragma GCC system_header
#include <prep/sim/cub/warp.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace prep::sim {

template <int x, int y, int z>
struct BlockShape {
  static constexpr int kThreads = x * y * z;
  static constexpr int kWarps = (kThreads + 31) / 32;
  static unsigned thread() { return threadIdx.x + static_cast<unsigned>(x) * (threadIdx.y + static_cast<unsigned>(y) * threadIdx.z); }
  static unsigned warp() { return thread() / 32; }
  static Lanes lanes() { return Lanes(32, static_cast<int>(warp()) + 1 < kWarps || kThreads % 32 == 0 ? 32 : kThreads % 32); }
};

}  // namespace prep::sim

namespace cub {

enum BlockReduceAlgorithm { BLOCK_REDUCE_RAKING_COMMUTATIVE_ONLY, BLOCK_REDUCE_RAKING, BLOCK_REDUCE_WARP_REDUCTIONS };
enum BlockScanAlgorithm { BLOCK_SCAN_RAKING, BLOCK_SCAN_RAKING_MEMOIZE, BLOCK_SCAN_WARP_SCANS };
enum BlockLoadAlgorithm {
  BLOCK_LOAD_DIRECT,
  BLOCK_LOAD_STRIPED,
  BLOCK_LOAD_VECTORIZE,
  BLOCK_LOAD_TRANSPOSE,
  BLOCK_LOAD_WARP_TRANSPOSE,
  BLOCK_LOAD_WARP_TRANSPOSE_TIMESLICED
};
enum BlockStoreAlgorithm {
  BLOCK_STORE_DIRECT,
  BLOCK_STORE_STRIPED,
  BLOCK_STORE_VECTORIZE,
  BLOCK_STORE_TRANSPOSE,
  BLOCK_STORE_WARP_TRANSPOSE,
  BLOCK_STORE_WARP_TRANSPOSE_TIMESLICED
};

// The result is thread 0's.
template <class T, int x, BlockReduceAlgorithm = BLOCK_REDUCE_WARP_REDUCTIONS, int y = 1, int z = 1, int = 0>
class BlockReduce {
  using Shape = ::prep::sim::BlockShape<x, y, z>;

 public:
  struct TempStorage {
    alignas(alignof(T)) unsigned char warps[Shape::kWarps * sizeof(T)];
  };
  explicit BlockReduce(TempStorage& storage) : storage_(reinterpret_cast<T*>(storage.warps)) {}
  T Sum(T value, PREP_SIM_SITE) { return run(value, Shape::kThreads, ::cub::Sum(), prep_file, prep_line); }
  T Sum(T value, int valid, PREP_SIM_SITE) { return run(value, valid, ::cub::Sum(), prep_file, prep_line); }
  template <int n>
  T Sum(T (&values)[n], PREP_SIM_SITE) {
    return run(own(values, ::cub::Sum()), Shape::kThreads, ::cub::Sum(), prep_file, prep_line);
  }
  template <class Op>
  T Reduce(T value, Op op, PREP_SIM_SITE) {
    return run(value, Shape::kThreads, op, prep_file, prep_line);
  }
  template <class Op>
  T Reduce(T value, Op op, int valid, PREP_SIM_SITE) {
    return run(value, valid, op, prep_file, prep_line);
  }
  template <int n, class Op>
  T Reduce(T (&values)[n], Op op, PREP_SIM_SITE) {
    return run(own(values, op), Shape::kThreads, op, prep_file, prep_line);
  }

 private:
  template <int n, class Op>
  static T own(T (&values)[n], Op op) {
    T sum = values[0];
    for (int i = 1; i < n; ++i) sum = op(sum, values[i]);
    return sum;
  }
  template <class Op>
  T run(T value, int valid, Op op, const char* file, int line) {
    const auto lanes = Shape::lanes();
    const int first = static_cast<int>(Shape::warp()) * 32;
    const int here = valid - first < lanes.count ? valid - first : lanes.count;
    value = ::prep::sim::reduce_lanes(lanes, value, here, op, file, line);
    if (lanes.lane == 0) storage_[Shape::warp()] = value;
    __syncthreads(file, line);
    if (Shape::thread() == 0)
      for (int w = 1; w < Shape::kWarps && w * 32 < valid; ++w) value = op(value, storage_[w]);
    return value;
  }
  T* storage_;
};

template <class T, int x, BlockScanAlgorithm = BLOCK_SCAN_RAKING, int y = 1, int z = 1, int = 0>
class BlockScan {
  using Shape = ::prep::sim::BlockShape<x, y, z>;

 public:
  struct TempStorage {
    alignas(alignof(T)) unsigned char warps[Shape::kWarps * sizeof(T)];
  };
  explicit BlockScan(TempStorage& storage) : storage_(reinterpret_cast<T*>(storage.warps)) {}

  void InclusiveSum(T in, T& out, PREP_SIM_SITE) { out = scan(in, ::cub::Sum(), prep_file, prep_line).through; }
  void InclusiveSum(T in, T& out, T& aggregate, PREP_SIM_SITE) {
    const Place p = scan(in, ::cub::Sum(), prep_file, prep_line);
    out = p.through;
    aggregate = p.all;
  }
  void ExclusiveSum(T in, T& out, PREP_SIM_SITE) { ExclusiveScan(in, out, T(0), ::cub::Sum(), prep_file, prep_line); }
  void ExclusiveSum(T in, T& out, T& aggregate, PREP_SIM_SITE) {
    ExclusiveScan(in, out, T(0), ::cub::Sum(), aggregate, prep_file, prep_line);
  }
  template <class Op>
  void InclusiveScan(T in, T& out, Op op, PREP_SIM_SITE) {
    out = scan(in, op, prep_file, prep_line).through;
  }
  template <class Op>
  void InclusiveScan(T in, T& out, Op op, T& aggregate, PREP_SIM_SITE) {
    const Place p = scan(in, op, prep_file, prep_line);
    out = p.through;
    aggregate = p.all;
  }
  template <class Op>
  void ExclusiveScan(T in, T& out, T first, Op op, PREP_SIM_SITE) {
    const Place p = scan(in, op, prep_file, prep_line);
    out = Shape::thread() == 0 ? first : op(first, p.before);
  }
  template <class Op>
  void ExclusiveScan(T in, T& out, T first, Op op, T& aggregate, PREP_SIM_SITE) {
    const Place p = scan(in, op, prep_file, prep_line);
    out = Shape::thread() == 0 ? first : op(first, p.before);
    aggregate = p.all;
  }
  template <int n>
  void InclusiveSum(T (&in)[n], T (&out)[n], PREP_SIM_SITE) {
    InclusiveScan(in, out, ::cub::Sum(), prep_file, prep_line);
  }
  template <int n>
  void InclusiveSum(T (&in)[n], T (&out)[n], T& aggregate, PREP_SIM_SITE) {
    aggregate = items(in, out, ::cub::Sum(), nullptr, prep_file, prep_line);
  }
  template <int n, class Op>
  void InclusiveScan(T (&in)[n], T (&out)[n], Op op, PREP_SIM_SITE) {
    items(in, out, op, nullptr, prep_file, prep_line);
  }
  template <int n>
  void ExclusiveSum(T (&in)[n], T (&out)[n], PREP_SIM_SITE) {
    const T zero(0);
    items(in, out, ::cub::Sum(), &zero, prep_file, prep_line);
  }
  template <int n>
  void ExclusiveSum(T (&in)[n], T (&out)[n], T& aggregate, PREP_SIM_SITE) {
    const T zero(0);
    aggregate = items(in, out, ::cub::Sum(), &zero, prep_file, prep_line);
  }
  template <int n, class Op>
  void ExclusiveScan(T (&in)[n], T (&out)[n], T first, Op op, PREP_SIM_SITE) {
    items(in, out, op, &first, prep_file, prep_line);
  }

 private:
  struct Place {
    T through, before, all;  // of the block up to and with this thread; before it; altogether
  };
  template <class Op>
  Place scan(T in, Op op, const char* file, int line) {
    const auto lanes = Shape::lanes();
    const unsigned warp = Shape::warp();
    Place p;
    p.through = ::prep::sim::scan_lanes(lanes, in, op, file, line);
    p.before = ::prep::sim::shuffle_any(lanes.mask, p.through, lanes.lane == 0 ? prep_lane : prep_lane - 1, file, line);
    if (static_cast<int>(lanes.lane) == lanes.count - 1) storage_[warp] = p.through;
    __syncthreads(file, line);
    T prefix = storage_[0];
    p.all = prefix;
    for (int w = 1; w < Shape::kWarps; ++w) {
      if (w == static_cast<int>(warp)) prefix = p.all;
      p.all = op(p.all, storage_[w]);
    }
    if (warp > 0) {
      p.through = op(prefix, p.through);
      p.before = lanes.lane == 0 ? prefix : op(prefix, p.before);
    }
    return p;
  }
  template <int n, class Op>
  T items(T (&in)[n], T (&out)[n], Op op, const T* first, const char* file, int line) {
    T own = in[0];
    for (int i = 1; i < n; ++i) own = op(own, in[i]);
    const Place p = scan(own, op, file, line);
    bool begun = Shape::thread() != 0 || first != nullptr;
    T sum = Shape::thread() == 0 ? (first != nullptr ? *first : in[0]) : first != nullptr ? op(*first, p.before) : p.before;
    for (int i = 0; i < n; ++i) {
      const T value = in[i];
      if (first != nullptr) {
        out[i] = sum;
        sum = op(sum, value);
      } else {
        sum = begun ? op(sum, value) : value;
        begun = true;
        out[i] = sum;
      }
    }
    return p.all;
  }
  T* storage_;
};

template <class T, int x, int n, BlockLoadAlgorithm algorithm = BLOCK_LOAD_DIRECT, int y = 1, int z = 1, int = 0>
class BlockLoad {
  using Shape = ::prep::sim::BlockShape<x, y, z>;

 public:
  struct TempStorage {
    char unused;
  };
  BlockLoad() = default;
  explicit BlockLoad(TempStorage&) {}
  template <class It>
  void Load(It from, T (&items)[n]) {
    for (int i = 0; i < n; ++i) items[i] = from[at(i)];
  }
  template <class It>
  void Load(It from, T (&items)[n], int valid) {
    for (int i = 0; i < n; ++i)
      if (at(i) < valid) items[i] = from[at(i)];
  }
  template <class It, class D>
  void Load(It from, T (&items)[n], int valid, D otherwise) {
    for (int i = 0; i < n; ++i) items[i] = at(i) < valid ? static_cast<T>(from[at(i)]) : static_cast<T>(otherwise);
  }
  static int at(int i) {
    const int thread = static_cast<int>(Shape::thread());
    return algorithm == BLOCK_LOAD_STRIPED ? i * Shape::kThreads + thread : thread * n + i;
  }
};
template <class T, int x, int n, BlockStoreAlgorithm algorithm = BLOCK_STORE_DIRECT, int y = 1, int z = 1, int = 0>
class BlockStore {
  using Shape = ::prep::sim::BlockShape<x, y, z>;

 public:
  struct TempStorage {
    char unused;
  };
  BlockStore() = default;
  explicit BlockStore(TempStorage&) {}
  template <class It>
  void Store(It to, T (&items)[n]) {
    for (int i = 0; i < n; ++i) to[at(i)] = items[i];
  }
  template <class It>
  void Store(It to, T (&items)[n], int valid) {
    for (int i = 0; i < n; ++i)
      if (at(i) < valid) to[at(i)] = items[i];
  }
  static int at(int i) {
    const int thread = static_cast<int>(Shape::thread());
    return algorithm == BLOCK_STORE_STRIPED ? i * Shape::kThreads + thread : thread * n + i;
  }
};

}  // namespace cub
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
