// CUB's device-wide functions. Each is one CUDA thread that walks the data, queued on the stream: results and
// order are CUB's (float sums run from left to right), and all accesses are checked like a kernel's.
#pragma once
#pragma GCC system_header
#include <prep/sim/cub/functors.h>

#include <limits>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace prep::sim {

// The first call asks for the size of the scratch memory: one byte is enough here.
template <class F>
inline cudaError_t device_wide(void* scratch, size_t& bytes, cudaStream_t stream, const char* name, const char* file,
                               int line, F work) {
  if (scratch == nullptr) {
    bytes = 1;
    return cudaSuccess;
  }
#ifndef PREP_SIM_LINT  // the functions given may be the device's only
  launch(LaunchConfig(1, 1, 0, stream, file, line), name, nullptr, work);
#endif
  return cudaPeekAtLastError();
}
template <class It>
using ItemOf = std::remove_cv_t<std::remove_reference_t<decltype(std::declval<It>()[0])>>;

// Stable merge sort of indices' values: two runs into one, in turns between two buffers.
template <class K, class V, class Less>
inline void merge_sort(K* keys, V* values, K* spare_keys, V* spare_values, long long n, Less less) {
  for (long long run = 1; run < n; run *= 2) {
    for (long long begin = 0; begin < n; begin += 2 * run) {
      const long long middle = begin + run < n ? begin + run : n, end = begin + 2 * run < n ? begin + 2 * run : n;
      for (long long i = begin, j = middle, to = begin; to < end; ++to) {
        const bool second = i >= middle || (j < end && less(keys[j], keys[i]));
        const long long from = second ? j++ : i++;
        spare_keys[to] = keys[from];
        if (values != nullptr) spare_values[to] = values[from];
      }
    }
    for (long long i = 0; i < n; ++i) {
      keys[i] = spare_keys[i];
      if (values != nullptr) values[i] = spare_values[i];
    }
  }
}

}  // namespace prep::sim

#define PREP_SIM_CUB(name, ...) \
  return ::prep::sim::device_wide(scratch, bytes, stream, name, prep_file, prep_line, [=] __VA_ARGS__)

namespace cub {

struct DeviceReduce {
  template <class In, class Out, class Op, class T>
  static cudaError_t Reduce(void* scratch, size_t& bytes, In in, Out out, long long n, Op op, T init,
                            cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceReduce", {
      T sum = init;
      for (long long i = 0; i < n; ++i) sum = op(sum, in[i]);
      out[0] = sum;
    });
  }
  template <class In, class Out>
  static cudaError_t Sum(void* scratch, size_t& bytes, In in, Out out, long long n, cudaStream_t stream = nullptr,
                         PREP_SIM_SITE) {
    using T = ::prep::sim::ItemOf<Out>;
    return Reduce(scratch, bytes, in, out, n, ::cub::Sum(), T(0), stream, prep_file, prep_line);
  }
  template <class In, class Out>
  static cudaError_t Max(void* scratch, size_t& bytes, In in, Out out, long long n, cudaStream_t stream = nullptr,
                         PREP_SIM_SITE) {
    using T = ::prep::sim::ItemOf<In>;
    return Reduce(scratch, bytes, in, out, n, ::cub::Max(), std::numeric_limits<T>::lowest(), stream, prep_file, prep_line);
  }
  template <class In, class Out>
  static cudaError_t Min(void* scratch, size_t& bytes, In in, Out out, long long n, cudaStream_t stream = nullptr,
                         PREP_SIM_SITE) {
    using T = ::prep::sim::ItemOf<In>;
    return Reduce(scratch, bytes, in, out, n, ::cub::Min(), std::numeric_limits<T>::max(), stream, prep_file, prep_line);
  }
  template <class In, class Out>
  static cudaError_t ArgMax(void* scratch, size_t& bytes, In in, Out out, long long n, cudaStream_t stream = nullptr,
                            PREP_SIM_SITE) {
    return arg(scratch, bytes, in, out, n, ::cub::ArgMax(), stream, prep_file, prep_line);
  }
  template <class In, class Out>
  static cudaError_t ArgMin(void* scratch, size_t& bytes, In in, Out out, long long n, cudaStream_t stream = nullptr,
                            PREP_SIM_SITE) {
    return arg(scratch, bytes, in, out, n, ::cub::ArgMin(), stream, prep_file, prep_line);
  }

 private:
  template <class In, class Out, class Op>
  static cudaError_t arg(void* scratch, size_t& bytes, In in, Out out, long long n, Op op, cudaStream_t stream,
                         const char* prep_file, int prep_line) {
    using Pair = KeyValuePair<int, ::prep::sim::ItemOf<In>>;
    PREP_SIM_CUB("cub::DeviceReduce", {
      Pair best{0, in[0]};
      for (long long i = 1; i < n; ++i) best = op(best, Pair{static_cast<int>(i), in[i]});
      out[0] = best;
    });
  }
};

struct DeviceScan {
  template <class In, class Out, class Op>
  static cudaError_t InclusiveScan(void* scratch, size_t& bytes, In in, Out out, Op op, long long n,
                                   cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceScan", {
      if (n <= 0) return;
      ::prep::sim::ItemOf<In> sum = in[0];
      out[0] = sum;
      for (long long i = 1; i < n; ++i) {
        sum = op(sum, in[i]);
        out[i] = sum;
      }
    });
  }
  template <class In, class Out, class Op, class T>
  static cudaError_t ExclusiveScan(void* scratch, size_t& bytes, In in, Out out, Op op, T init, long long n,
                                   cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceScan", {
      T sum = init;
      for (long long i = 0; i < n; ++i) {
        const T value = in[i];
        out[i] = sum;
        sum = op(sum, value);
      }
    });
  }
  template <class In, class Out>
  static cudaError_t InclusiveSum(void* scratch, size_t& bytes, In in, Out out, long long n,
                                  cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    return InclusiveScan(scratch, bytes, in, out, ::cub::Sum(), n, stream, prep_file, prep_line);
  }
  template <class In, class Out>
  static cudaError_t ExclusiveSum(void* scratch, size_t& bytes, In in, Out out, long long n,
                                  cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    return ExclusiveScan(scratch, bytes, in, out, ::cub::Sum(), ::prep::sim::ItemOf<In>(0), n, stream, prep_file, prep_line);
  }
};

struct DeviceSelect {
  template <class In, class Out, class Count, class Keep>
  static cudaError_t If(void* scratch, size_t& bytes, In in, Out out, Count count, long long n, Keep keep,
                        cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceSelect", {
      long long kept = 0;
      for (long long i = 0; i < n; ++i)
        if (keep(in[i])) out[kept++] = in[i];
      count[0] = static_cast<::prep::sim::ItemOf<Count>>(kept);
    });
  }
  template <class In, class Flags, class Out, class Count>
  static cudaError_t Flagged(void* scratch, size_t& bytes, In in, Flags flags, Out out, Count count, long long n,
                             cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceSelect", {
      long long kept = 0;
      for (long long i = 0; i < n; ++i)
        if (flags[i]) out[kept++] = in[i];
      count[0] = static_cast<::prep::sim::ItemOf<Count>>(kept);
    });
  }
  template <class In, class Out, class Count>
  static cudaError_t Unique(void* scratch, size_t& bytes, In in, Out out, Count count, long long n,
                            cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceSelect", {
      long long kept = 0;
      for (long long i = 0; i < n; ++i)
        if (i == 0 || !(in[i] == in[i - 1])) out[kept++] = in[i];
      count[0] = static_cast<::prep::sim::ItemOf<Count>>(kept);
    });
  }
};

struct DeviceHistogram {
  template <class In, class Counter, class Level>
  static cudaError_t HistogramEven(void* scratch, size_t& bytes, In in, Counter* out, int levels, Level lower, Level upper,
                                   long long n, cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceHistogram", {
      for (int b = 0; b < levels - 1; ++b) out[b] = 0;
      for (long long i = 0; i < n; ++i) {
        const auto value = in[i];
        if (value < lower || !(value < upper)) continue;
        const double place = static_cast<double>(value - lower) * (levels - 1) / static_cast<double>(upper - lower);
        ++out[static_cast<int>(place)];
      }
    });
  }
};

struct DeviceSegmentedReduce {
  template <class In, class Out, class Begin, class End>
  static cudaError_t Sum(void* scratch, size_t& bytes, In in, Out out, long long segments, Begin begin, End end,
                         cudaStream_t stream = nullptr, PREP_SIM_SITE) {
    PREP_SIM_CUB("cub::DeviceSegmentedReduce", {
      for (long long s = 0; s < segments; ++s) {
        ::prep::sim::ItemOf<Out> sum(0);
        for (long long i = begin[s]; i < end[s]; ++i) sum = sum + in[i];
        out[s] = sum;
      }
    });
  }
};

}  // namespace cub

#include <prep/sim/cub/sort.h>
#undef PREP_SIM_CUB
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
