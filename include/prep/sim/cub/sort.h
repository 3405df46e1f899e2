// CUB's DeviceRadixSort: a stable sort by the keys' whole value (bit ranges are honoured for integers).
// Part of cub/device.h.
#pragma once
#pragma GCC system_header
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace prep::sim {

template <class K>
struct BitRange {
  int begin, end;
  auto cut(const K& key) const {
    if constexpr (std::is_integral_v<K>) {
      using U = std::make_unsigned_t<K>;
      constexpr int kBits = static_cast<int>(8 * sizeof(K));
      U bits = static_cast<U>(key);
      if (std::is_signed_v<K>) bits = static_cast<U>(bits ^ static_cast<U>(U(1) << (kBits - 1)));
      if (end < kBits) bits = static_cast<U>(bits & static_cast<U>((U(1) << end) - 1));
      return static_cast<U>(bits >> begin);
    } else {
      return key;
    }
  }
};

enum class SortOrder { ascending, descending };

// The scratch memory holds copies of keys and values: the sort reads the input and writes only the output.
template <class K, class V>
inline cudaError_t radix_sort(SortOrder order, void* scratch, size_t& bytes, const K* keys, K* keys_out, const V* values,
                              V* values_out, long long n, BitRange<K> range, cudaStream_t stream, const char* file,
                              int line) {
  const size_t key_bytes = (static_cast<size_t>(n) * sizeof(K) + 255) / 256 * 256;
  if (scratch == nullptr) {
    bytes = key_bytes + (values != nullptr ? static_cast<size_t>(n) * sizeof(V) : 0) + 1;
    return cudaSuccess;
  }
  launch(LaunchConfig(1, 1, 0, stream, file, line), "cub::DeviceRadixSort", nullptr, [=] {
    K* const spare_keys = static_cast<K*>(scratch);
    V* const spare_values = reinterpret_cast<V*>(static_cast<char*>(scratch) + key_bytes);
    for (long long i = 0; i < n; ++i) {
      keys_out[i] = keys[i];
      if (values != nullptr) values_out[i] = values[i];
    }
    merge_sort(keys_out, values != nullptr ? values_out : nullptr, spare_keys, spare_values, n,
               [=](const K& a, const K& b) {
                 return order == SortOrder::ascending ? range.cut(a) < range.cut(b) : range.cut(b) < range.cut(a);
               });
  });
  return cudaPeekAtLastError();
}

}  // namespace prep::sim

namespace cub {

struct DeviceRadixSort {
#define PREP_SIM_CUB_SORT(name, order)                                                                                \
  template <class K>                                                                                                 \
  static cudaError_t SortKeys##name(void* scratch, size_t& bytes, const K* in, K* out, long long n, int begin = 0,   \
                                    int end = sizeof(K) * 8, cudaStream_t stream = nullptr, PREP_SIM_SITE) {         \
    return ::prep::sim::radix_sort<K, char>(order, scratch, bytes, in, out, nullptr, nullptr, n, {begin, end},       \
                                            stream, prep_file, prep_line);                                           \
  }                                                                                                                  \
  template <class K>                                                                                                 \
  static cudaError_t SortKeys##name(void* scratch, size_t& bytes, DoubleBuffer<K>& keys, long long n, int begin = 0, \
                                    int end = sizeof(K) * 8, cudaStream_t stream = nullptr, PREP_SIM_SITE) {         \
    const cudaError_t e = SortKeys##name(scratch, bytes, static_cast<const K*>(keys.Current()), keys.Alternate(), n, \
                                         begin, end, stream, prep_file, prep_line);                                  \
    if (scratch != nullptr) keys.selector ^= 1;                                                                      \
    return e;                                                                                                        \
  }                                                                                                                  \
  template <class K, class V>                                                                                        \
  static cudaError_t SortPairs##name(void* scratch, size_t& bytes, const K* in, K* out, const V* values,             \
                                     V* values_out, long long n, int begin = 0, int end = sizeof(K) * 8,             \
                                     cudaStream_t stream = nullptr, PREP_SIM_SITE) {                                 \
    return ::prep::sim::radix_sort<K, V>(order, scratch, bytes, in, out, values, values_out, n, {begin, end},        \
                                         stream, prep_file, prep_line);                                              \
  }                                                                                                                  \
  template <class K, class V>                                                                                        \
  static cudaError_t SortPairs##name(void* scratch, size_t& bytes, DoubleBuffer<K>& keys, DoubleBuffer<V>& values,   \
                                     long long n, int begin = 0, int end = sizeof(K) * 8,                            \
                                     cudaStream_t stream = nullptr, PREP_SIM_SITE) {                                 \
    const cudaError_t e = SortPairs##name(scratch, bytes, static_cast<const K*>(keys.Current()), keys.Alternate(),   \
                                          static_cast<const V*>(values.Current()), values.Alternate(), n, begin,     \
                                          end, stream, prep_file, prep_line);                                        \
    if (scratch != nullptr) {                                                                                        \
      keys.selector ^= 1;                                                                                            \
      values.selector ^= 1;                                                                                          \
    }                                                                                                                \
    return e;                                                                                                        \
  }
  PREP_SIM_CUB_SORT(, ::prep::sim::SortOrder::ascending)
  PREP_SIM_CUB_SORT(Descending, ::prep::sim::SortOrder::descending)
#undef PREP_SIM_CUB_SORT
};

}  // namespace cub
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
