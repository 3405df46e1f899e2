#include <cuda_runtime.h>

#include <type_traits>

#include "judge/fill.h"
#include "judge/half.h"
#include "judge/looks.h"
#include "runner/gpu_kernels.h"

namespace prep::runner {
namespace {

constexpr int kThreads = 256;

int blocks_for(std::uint64_t items) {
  constexpr std::uint64_t kMost = 132 * 64;
  const std::uint64_t wanted = (items + kThreads - 1) / kThreads;
  return static_cast<int>(wanted < kMost ? wanted : kMost);
}

__device__ std::uint64_t first_item() {
  return blockIdx.x * static_cast<std::uint64_t>(blockDim.x) + threadIdx.x;
}
__device__ std::uint64_t item_stride() { return static_cast<std::uint64_t>(gridDim.x) * blockDim.x; }

__device__ void add(unsigned long long* counter, unsigned long long mine) {
  if (mine != 0) atomicAdd(counter, mine);
}

// --- the bits that the judge's fill_buffer() would write
// -----------------------------------------------------

// The next smaller value of a sign-magnitude format.
template <class Bits>
__device__ Bits one_less(Bits bits) {
  const Bits sign = static_cast<Bits>(Bits{1} << (8 * sizeof(Bits) - 1));
  if ((bits & sign) != 0) return static_cast<Bits>(bits + 1);
  return bits == 0 ? static_cast<Bits>(sign + 1) : static_cast<Bits>(bits - 1);
}

struct Limits {
  bool open_ended;  // a uniform value stays below fill_b
  double end;
};

template <class Bits>
__device__ Bits whole_bits(double value, Limits limits, double low, double high) {
  const double whole = limits.open_ended ? floor(value) : rint(value);
  if (whole >= high) return static_cast<Bits>(static_cast<long long>(high) - 1);
  if (whole <= low) return static_cast<Bits>(static_cast<long long>(low));
  return static_cast<Bits>(static_cast<long long>(whole));
}

template <class Bits>
struct Element;  // one per width; the type decides within

template <>
struct Element<std::uint8_t> {
  static __device__ std::uint8_t bits(Type type, double value, Limits limits) {
    return type == Type::i8 ? whole_bits<std::uint8_t>(value, limits, -0x1p7, 0x1p7)
                            : whole_bits<std::uint8_t>(value, limits, 0, 0x1p8);
  }
};
template <>
struct Element<std::uint16_t> {
  static __device__ std::uint16_t bits(Type type, double value, Limits limits) {
    if (type == Type::u16) return whole_bits<std::uint16_t>(value, limits, 0, 0x1p16);
    const HalfFormat format = type == Type::f16 ? HalfFormat{5, 10} : HalfFormat{8, 7};
    const std::uint16_t bits = to_half(value, format);
    return limits.open_ended && !(from_half(bits, format) < limits.end) ? one_less(bits) : bits;
  }
};
template <>
struct Element<std::uint32_t> {
  static __device__ std::uint32_t bits(Type type, double value, Limits limits) {
    if (type == Type::i32) return whole_bits<std::uint32_t>(value, limits, -0x1p31, 0x1p31);
    if (type == Type::u32) return whole_bits<std::uint32_t>(value, limits, 0, 0x1p32);
    const float rounded = __double2float_rn(value);
    const std::uint32_t bits = __float_as_uint(rounded);
    return limits.open_ended && !(static_cast<double>(rounded) < limits.end) ? one_less(bits) : bits;
  }
};
template <>
struct Element<std::uint64_t> {
  static __device__ std::uint64_t bits(Type type, double value, Limits limits) {
    // Fills are whole numbers of at most 2^53.
    if (type != Type::f64)
      return static_cast<std::uint64_t>(
          static_cast<long long>(limits.open_ended ? floor(value) : rint(value)));
    const auto bits = static_cast<std::uint64_t>(__double_as_longlong(value));
    return limits.open_ended && !(value < limits.end) ? one_less(bits) : bits;
  }
};

template <class Bits>
__device__ Bits made(const DeviceBuffer& buffer, const Fill& fill, std::uint64_t key, std::uint64_t i) {
  const Limits limits{fill.kind == Fill::Kind::uniform, fill.b};
  return Element<Bits>::bits(static_cast<Type>(buffer.type), fill_value(fill, key, buffer.elements, i),
                             limits);
}

template <class Bits>
__global__ void fill_kernel(DeviceBuffer buffer, Fill fill, std::uint64_t key) {
  Bits* const to = static_cast<Bits*>(buffer.data);
  for (std::uint64_t i = first_item(); i < buffer.elements; i += item_stride())
    to[i] = made<Bits>(buffer, fill, key, i);
}

template <class Bits>
__global__ void changed_kernel(DeviceBuffer buffer, Fill fill, std::uint64_t key, LookCounts* counts) {
  const Bits* const from = static_cast<const Bits*>(buffer.data);
  unsigned long long changed = 0;
  for (std::uint64_t i = first_item(); i < buffer.elements; i += item_stride())
    changed += from[i] != made<Bits>(buffer, fill, key, i) ? 1 : 0;
  add(&counts->changed, changed);
}

// --- looking
// ---------------------------------------------------------------------------------------------------

__global__ void different_kernel(const unsigned char* data, const unsigned char* expected,
                                 std::uint64_t bytes, LookCounts* counts) {
  unsigned long long different = 0;
  for (std::uint64_t i = first_item(); i < bytes; i += item_stride())
    different += data[i] != expected[i] ? 1 : 0;
  add(&counts->changed, different);
}

// The poison is a NaN in every floating-point type, and one that no arithmetic makes. Buffers are read 16 bytes at
// a time (they are 256-aligned); the last few bytes one element at a time.
template <class Bits>
__device__ unsigned poisoned_in(std::uint32_t word) {
  if (sizeof(Bits) == 4) return word == 0xFFFFFFFFu ? 1 : 0;
  return ((word & 0xFFFFu) == 0xFFFFu ? 1 : 0) + ((word >> 16) == 0xFFFFu ? 1 : 0);
}

template <class Bits>
__global__ void unwritten_kernel(const Bits* data, std::uint64_t elements, LookCounts* counts) {
  constexpr std::uint64_t kPer = 16 / sizeof(Bits);
  const uint4* const wide = reinterpret_cast<const uint4*>(data);
  unsigned long long unwritten = 0;
  for (std::uint64_t i = first_item(); i < elements / kPer; i += item_stride()) {
    const uint4 v = wide[i];
    if (sizeof(Bits) == 8)
      unwritten += ((v.x & v.y) == 0xFFFFFFFFu ? 1 : 0) + ((v.z & v.w) == 0xFFFFFFFFu ? 1 : 0);
    else
      unwritten += poisoned_in<Bits>(v.x) + poisoned_in<Bits>(v.y) + poisoned_in<Bits>(v.z) + poisoned_in<Bits>(v.w);
  }
  const std::uint64_t tail = elements / kPer * kPer + first_item();
  if (tail < elements) unwritten += data[tail] == static_cast<Bits>(~Bits{0}) ? 1 : 0;
  add(&counts->unwritten, unwritten);
}

__global__ void guard_kernel(const unsigned char* guard, LookCounts* counts) {
  unsigned long long touched = 0;
  for (std::uint64_t i = threadIdx.x; i < kGuardBytes; i += blockDim.x)
    touched += guard[i] != kGuardByte ? 1 : 0;
  add(&counts->guards, touched);
}

// Any order of additions gives the same sum. 16 bytes at a time, with one mixing for each.
__global__ void fingerprint_kernel(const unsigned char* data, std::uint64_t bytes, std::uint64_t salt,
                                   LookCounts* counts) {
  const ulonglong2* const wide = reinterpret_cast<const ulonglong2*>(data);
  unsigned long long sum = 0;
  for (std::uint64_t i = first_item(); i < bytes / 16; i += item_stride()) {
    const ulonglong2 v = wide[i];
    std::uint64_t word = v.x ^ (v.y << 29 | v.y >> 35) ^ (salt + i * 0x9E3779B97F4A7C15ull);
    word *= 0xBF58476D1CE4E5B9ull;
    sum += word ^ (word >> 32) ^ v.y;
  }
  const std::uint64_t tail = bytes / 16 * 16 + first_item();
  if (tail < bytes) sum += mix(data[tail] ^ (salt + tail * 0x9E3779B97F4A7C15ull));
  add(&counts->fingerprint, sum);
}

template <class Bits>
__global__ void gather_kernel(const Bits* data, std::uint64_t elements, std::uint64_t key, Bits* to) {
  const std::uint64_t count = look_count(elements);
  for (std::uint64_t j = first_item(); j < count; j += item_stride())
    to[j] = data[look_index(key, elements, j)];
}

// Calls `work` with a null pointer of the unsigned type as wide as an element.
template <class Work>
void by_width(std::uint32_t element_bytes, Work work) {
  switch (element_bytes) {
    case 1:
      return work(static_cast<std::uint8_t*>(nullptr));
    case 2:
      return work(static_cast<std::uint16_t*>(nullptr));
    case 4:
      return work(static_cast<std::uint32_t*>(nullptr));
    default:
      return work(static_cast<std::uint64_t*>(nullptr));
  }
}

Fill fill_of(const DeviceBuffer& buffer) {
  return {static_cast<Fill::Kind>(buffer.fill), buffer.fill_a, buffer.fill_b};
}

bool is_floating(std::uint8_t type) {
  const Type t = static_cast<Type>(type);
  return t == Type::f16 || t == Type::bf16 || t == Type::f32 || t == Type::f64;
}

}  // namespace

void fill_on_device(const DeviceBuffer& buffer, std::uint64_t key) {
  if (buffer.elements == 0) return;
  by_width(buffer.element_bytes, [&](auto* width) {
    using Bits = std::remove_pointer_t<decltype(width)>;
    fill_kernel<Bits><<<blocks_for(buffer.elements), kThreads>>>(buffer, fill_of(buffer), key);
  });
}

void count_changed(const DeviceBuffer& buffer, std::uint64_t key, LookCounts* counts) {
  if (buffer.elements == 0) return;
  by_width(buffer.element_bytes, [&](auto* width) {
    using Bits = std::remove_pointer_t<decltype(width)>;
    changed_kernel<Bits><<<blocks_for(buffer.elements), kThreads>>>(buffer, fill_of(buffer), key, counts);
  });
}

void count_changed(const void* data, const void* made, std::uint64_t bytes, LookCounts* counts) {
  if (bytes == 0) return;
  different_kernel<<<blocks_for(bytes), kThreads>>>(static_cast<const unsigned char*>(data),
                                                    static_cast<const unsigned char*>(made), bytes, counts);
}

void count_unwritten(const DeviceBuffer& buffer, LookCounts* counts) {
  if (buffer.elements == 0 || !is_floating(buffer.type)) return;
  by_width(buffer.element_bytes, [&](auto* width) {
    using Bits = std::remove_pointer_t<decltype(width)>;
    unwritten_kernel<Bits><<<blocks_for(buffer.elements), kThreads>>>(static_cast<const Bits*>(buffer.data),
                                                                      buffer.elements, counts);
  });
}

void count_guards(const void* guard, LookCounts* counts) {
  guard_kernel<<<1, kThreads>>>(static_cast<const unsigned char*>(guard), counts);
}

void add_fingerprint(const DeviceBuffer& buffer, std::uint64_t salt, LookCounts* counts) {
  const std::uint64_t bytes = buffer.elements * buffer.element_bytes;
  if (bytes == 0) return;
  fingerprint_kernel<<<blocks_for(bytes / 16 + 1), kThreads>>>(static_cast<const unsigned char*>(buffer.data), bytes,
                                                              salt, counts);
}

void gather_look(const DeviceBuffer& buffer, std::uint64_t look_key, void* to) {
  if (buffer.elements == 0) return;
  by_width(buffer.element_bytes, [&](auto* width) {
    using Bits = std::remove_pointer_t<decltype(width)>;
    gather_kernel<Bits><<<blocks_for(look_count(buffer.elements)), kThreads>>>(
        static_cast<const Bits*>(buffer.data), buffer.elements, look_key, static_cast<Bits*>(to));
  });
}

}  // namespace prep::runner
