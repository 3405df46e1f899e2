// CUB's warp primitives: WarpReduce and WarpScan, by shuffles in the order CUB takes, so that float results
// have the same bits.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>
#include <prep/sim/cub/functors.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace prep::sim {

// A shuffle of any type, eight bytes at a time.
template <class T>
PREP_SIM_API T shuffle_any(unsigned mask, const T& value, unsigned source, const char* file, int line) {
  constexpr unsigned kWords = (sizeof(T) + 7) / 8;
  uint64_t words[kWords] = {};
  __builtin_memcpy(words, &value, sizeof(T));
  for (unsigned i = 0; i < kWords; ++i) words[i] = prep_shuffle(mask, words[i], source, file, line);
  T result = value;
  __builtin_memcpy(static_cast<void*>(&result), words, sizeof(T));
  return result;
}

// The lanes of a logical warp of `width` lanes of which `count` take part.
struct Lanes {
  unsigned lane, base, mask;
  int count;
  PREP_SIM_API Lanes(int width, int present)
      : lane(prep_lane % static_cast<unsigned>(width)), base(prep_lane - lane), count(present) {
    mask = (present >= 32 ? ~0u : (1u << present) - 1u) << base;
  }
};

// Result in the lowest lane. `valid` lanes hold a value.
template <class T, class Op>
inline T reduce_lanes(const Lanes& lanes, T value, int valid, Op op, const char* file, int line) {
  for (int step = 1; step < lanes.count; step *= 2) {
    const int from = static_cast<int>(lanes.lane) + step;
    const bool takes = from < valid;
    const T other = shuffle_any(lanes.mask, value, from < lanes.count ? prep_lane + static_cast<unsigned>(step) : prep_lane, file, line);
    if (takes) value = op(value, other);
  }
  return value;
}
template <class T, class Op>
inline T scan_lanes(const Lanes& lanes, T value, Op op, const char* file, int line) {
  for (int step = 1; step < lanes.count; step *= 2) {
    const bool takes = static_cast<int>(lanes.lane) >= step;
    const T other = shuffle_any(lanes.mask, value, takes ? prep_lane - static_cast<unsigned>(step) : prep_lane, file, line);
    if (takes) value = op(other, value);
  }
  return value;
}

}  // namespace prep::sim

namespace cub {

template <class T, int kLanes = 32, int = 0>
class WarpReduce {
 public:
  struct TempStorage {
    char unused;
  };
  explicit WarpReduce(TempStorage&) {}
  T Sum(T value, PREP_SIM_SITE) { return run(value, kLanes, ::cub::Sum(), prep_file, prep_line); }
  T Sum(T value, int valid, PREP_SIM_SITE) { return run(value, valid, ::cub::Sum(), prep_file, prep_line); }
  T Max(T value, PREP_SIM_SITE) { return run(value, kLanes, ::cub::Max(), prep_file, prep_line); }
  T Min(T value, PREP_SIM_SITE) { return run(value, kLanes, ::cub::Min(), prep_file, prep_line); }
  template <class Op>
  T Reduce(T value, Op op, PREP_SIM_SITE) {
    return run(value, kLanes, op, prep_file, prep_line);
  }
  template <class Op>
  T Reduce(T value, Op op, int valid, PREP_SIM_SITE) {
    return run(value, valid, op, prep_file, prep_line);
  }

 private:
  template <class Op>
  T run(T value, int valid, Op op, const char* file, int line) {
    return ::prep::sim::reduce_lanes(::prep::sim::Lanes(kLanes, kLanes), value, valid, op, file, line);
  }
};

template <class T, int kLanes = 32, int = 0>
class WarpScan {
 public:
  struct TempStorage {
    char unused;
  };
  explicit WarpScan(TempStorage&) {}
  void InclusiveSum(T in, T& out, PREP_SIM_SITE) { out = inclusive(in, ::cub::Sum(), prep_file, prep_line); }
  void InclusiveSum(T in, T& out, T& aggregate, PREP_SIM_SITE) {
    out = inclusive(in, ::cub::Sum(), prep_file, prep_line);
    aggregate = last(out, prep_file, prep_line);
  }
  void ExclusiveSum(T in, T& out, PREP_SIM_SITE) { exclusive(in, out, T(0), ::cub::Sum(), prep_file, prep_line); }
  void ExclusiveSum(T in, T& out, T& aggregate, PREP_SIM_SITE) {
    aggregate = last(exclusive(in, out, T(0), ::cub::Sum(), prep_file, prep_line), prep_file, prep_line);
  }
  template <class Op>
  void InclusiveScan(T in, T& out, Op op, PREP_SIM_SITE) {
    out = inclusive(in, op, prep_file, prep_line);
  }
  template <class Op>
  void ExclusiveScan(T in, T& out, T first, Op op, PREP_SIM_SITE) {
    exclusive(in, out, first, op, prep_file, prep_line);
  }
  T Broadcast(T value, unsigned lane, PREP_SIM_SITE) {
    const ::prep::sim::Lanes lanes(kLanes, kLanes);
    return ::prep::sim::shuffle_any(lanes.mask, value, lanes.base + lane, prep_file, prep_line);
  }

 private:
  template <class Op>
  T inclusive(T in, Op op, const char* file, int line) {
    return ::prep::sim::scan_lanes(::prep::sim::Lanes(kLanes, kLanes), in, op, file, line);
  }
  template <class Op>
  T exclusive(T in, T& out, T first, Op op, const char* file, int line) {
    const ::prep::sim::Lanes lanes(kLanes, kLanes);
    const T all = inclusive(in, op, file, line);
    const T before = ::prep::sim::shuffle_any(lanes.mask, all, lanes.lane == 0 ? prep_lane : prep_lane - 1, file, line);
    out = lanes.lane == 0 ? first : op(first, before);
    return all;
  }
  T last(T all, const char* file, int line) {
    const ::prep::sim::Lanes lanes(kLanes, kLanes);
    return ::prep::sim::shuffle_any(lanes.mask, all, lanes.base + kLanes - 1, file, line);
  }
};

}  // namespace cub
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
