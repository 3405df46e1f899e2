// One element of any type that the libraries know, read or written as a wide number.
#pragma once
#include <prep/sim/library_types.h>

#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace prep::sim {

inline float float_of_bits(std::uint32_t bits) {
  float f;
  std::memcpy(&f, &bits, sizeof f);
  return f;
}
inline std::uint32_t bits_of_float(float f) {
  std::uint32_t bits;
  std::memcpy(&bits, &f, sizeof bits);
  return bits;
}

inline float half_value(std::uint16_t h) {
  const std::uint32_t sign = (h & 0x8000u) << 16, rest = h & 0x7fffu;
  if (rest >= 0x7c00) return float_of_bits(sign | 0x7f800000u | (rest & 0x3ffu) << 13);
  if (rest >= 0x0400) return float_of_bits(sign | ((rest << 13) + (112u << 23)));
  const float small = static_cast<float>(rest) * 0x1p-24f;
  return sign != 0 ? -small : small;
}
// To nearest, ties to even.
inline std::uint16_t half_bits(float f) {
  const std::uint32_t bits = bits_of_float(f), magnitude = bits & 0x7fffffffu;
  const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000u);
  if (magnitude > 0x7f800000u) return 0x7fff;
  if (magnitude >= 0x477ff000u) return sign | 0x7c00;
  if (magnitude < 0x38800000u)  // 0.5 has its last bit at 2^-24: the addition rounds
    return sign | static_cast<std::uint16_t>(bits_of_float(float_of_bits(magnitude) + 0.5f) - 0x3f000000u);
  return sign | static_cast<std::uint16_t>((magnitude - (112u << 23) + 0xfffu + (magnitude >> 13 & 1u)) >> 13);
}
inline float bfloat_value(std::uint16_t b) { return float_of_bits(static_cast<std::uint32_t>(b) << 16); }
inline std::uint16_t bfloat_bits(float f) {
  const std::uint32_t bits = bits_of_float(f);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return 0x7fff;
  return static_cast<std::uint16_t>((bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

// Bytes of one element; 0 for a type that the libraries here do not take.
inline std::size_t element_bytes(cudaDataType type) {
  switch (type) {
    case CUDA_R_8I:
    case CUDA_R_8U:
      return 1;
    case CUDA_R_16F:
    case CUDA_R_16BF:
      return 2;
    case CUDA_R_32F:
    case CUDA_R_32I:
      return 4;
    case CUDA_R_64F:
    case CUDA_C_32F:
    case CUDA_R_64I:
      return 8;
    case CUDA_C_64F:
      return 16;
    default:
      return 0;
  }
}

// Storage types: how an element lies in memory, and its value as `Wide`.
struct HalfElement {
  std::uint16_t bits;
  template <class Wide>
  Wide value() const {
    return static_cast<Wide>(half_value(bits));
  }
  template <class Wide>
  void set(Wide x) {
    bits = half_bits(static_cast<float>(x));
  }
};
struct BfloatElement {
  std::uint16_t bits;
  template <class Wide>
  Wide value() const {
    return static_cast<Wide>(bfloat_value(bits));
  }
  template <class Wide>
  void set(Wide x) {
    bits = bfloat_bits(static_cast<float>(x));
  }
};
template <class T>
struct PlainElement {
  T number;
  template <class Wide>
  Wide value() const {
    return static_cast<Wide>(number);
  }
  template <class Wide>
  void set(Wide x) {
    number = static_cast<T>(x);
  }
};

// Calls f with a null pointer of the storage type of a real element; false for another type.
template <class F>
bool with_real_element(cudaDataType type, F f) {
  switch (type) {
    case CUDA_R_16F:
      return f(static_cast<HalfElement*>(nullptr)), true;
    case CUDA_R_16BF:
      return f(static_cast<BfloatElement*>(nullptr)), true;
    case CUDA_R_32F:
      return f(static_cast<PlainElement<float>*>(nullptr)), true;
    case CUDA_R_64F:
      return f(static_cast<PlainElement<double>*>(nullptr)), true;
    case CUDA_R_8I:
      return f(static_cast<PlainElement<std::int8_t>*>(nullptr)), true;
    case CUDA_R_8U:
      return f(static_cast<PlainElement<std::uint8_t>*>(nullptr)), true;
    case CUDA_R_32I:
      return f(static_cast<PlainElement<std::int32_t>*>(nullptr)), true;
    default:
      return false;
  }
}

}  // namespace prep::sim
