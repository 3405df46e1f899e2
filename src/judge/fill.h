// Values of a filled buffer as pure functions of (fill, key, index): the same bits on every machine and on
// the GPU, and each element recomputable alone. No libm, and no multiply-add that a compiler may fuse (the
// judge is built with -ffp-contract=off, device code uses the rounding intrinsics).
#pragma once
#include <prep/judge.h>

#include <cstdint>

#include "judge/half.h"

namespace prep {

// A bijection on 64-bit words that leaves no visible pattern (the finaliser of splitmix64).
PREP_HOST_DEVICE constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ull;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

// Word `counter` of the stream `key`.
PREP_HOST_DEVICE constexpr std::uint64_t random_word(std::uint64_t key, std::uint64_t counter) {
  return mix(key + (counter + 1) * 0x9E3779B97F4A7C15ull);
}

// A key for a part of something that has a key: chain(chain(seed, set), buffer).
PREP_HOST_DEVICE constexpr std::uint64_t chain(std::uint64_t key, std::uint64_t part) {
  return mix(mix(key ^ 0xD1B54A32D192ED03ull) + part * 0x9E3779B97F4A7C15ull);
}

PREP_HOST_DEVICE constexpr std::uint64_t high_product(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a0 = a & 0xFFFFFFFFu, a1 = a >> 32, b0 = b & 0xFFFFFFFFu, b1 = b >> 32;
  const std::uint64_t middle = a1 * b0 + ((a0 * b0) >> 32);
  const std::uint64_t low_middle = (middle & 0xFFFFFFFFu) + a0 * b1;
  return a1 * b1 + (middle >> 32) + (low_middle >> 32);
}

PREP_HOST_DEVICE constexpr double scale_and_shift(double x, double scale, double offset) {
#ifdef __CUDA_ARCH__
  return __dadd_rn(__dmul_rn(x, scale), offset);
#else
  const double product = x * scale;
  return product + offset;
#endif
}

// [0, 1), 53 bits.
PREP_HOST_DEVICE constexpr double unit_value(std::uint64_t word) {
  return static_cast<double>(word >> 11) * 0x1p-53;
}

// Mean 0, sigma 1, within ±6: the sum of twelve uniforms of 21 bits. Uses words 4*index to 4*index + 3.
PREP_HOST_DEVICE constexpr double normal_value(std::uint64_t key, std::uint64_t index) {
  std::uint64_t sum = 0;
  for (std::uint64_t j = 0; j < 4; ++j) {
    const std::uint64_t word = random_word(key, 4 * index + j);
    sum += (word & 0x1FFFFF) + ((word >> 21) & 0x1FFFFF) + ((word >> 42) & 0x1FFFFF);
  }
  // Each term has the mean (2^21 - 1) / 2.
  const std::int64_t centred = static_cast<std::int64_t>(sum) - 6 * ((std::int64_t{1} << 21) - 1);
  return static_cast<double>(centred) * 0x1p-21;
}

// low..high, both included and whole; at most 2^53 values.
PREP_HOST_DEVICE constexpr double integer_value(std::uint64_t word, double low, double high) {
  const std::uint64_t count = static_cast<std::uint64_t>(high - low) + 1;
  return low + static_cast<double>(high_product(word, count));
}

// Where `index` goes in the permutation of 0..elements-1 that belongs to `key`: a Feistel network over the
// next power of four, walked until it lands inside.
PREP_HOST_DEVICE constexpr std::uint64_t permuted(std::uint64_t key, std::uint64_t elements,
                                                  std::uint64_t index) {
  if (elements < 2) return 0;
  int half_bits = 1;
  while (half_bits < 32 && (std::uint64_t{1} << (2 * half_bits)) < elements) ++half_bits;
  const std::uint64_t mask = (std::uint64_t{1} << half_bits) - 1;
  std::uint64_t at = index;
  do {
    std::uint64_t left = at >> half_bits, right = at & mask;
    for (std::uint64_t round = 0; round < 6; ++round) {
      const std::uint64_t next = left ^ (mix(key + round * 0x9E3779B97F4A7C15ull + mix(right)) & mask);
      left = right;
      right = next;
    }
    at = (left << half_bits) | right;
  } while (at >= elements);
  return at;
}

// Element `index` before it is rounded to the buffer's type. custom has no such value: 0.
PREP_HOST_DEVICE constexpr double fill_value(const Fill& fill, std::uint64_t key, std::uint64_t elements,
                                             std::uint64_t index) {
  switch (fill.kind) {
    case Fill::Kind::uniform:
      return scale_and_shift(unit_value(random_word(key, index)), fill.b - fill.a, fill.a);
    case Fill::Kind::normal:
      return scale_and_shift(normal_value(key, index), fill.b, fill.a);
    case Fill::Kind::integers:
      return integer_value(random_word(key, index), fill.a, fill.b);
    case Fill::Kind::permutation:
      return static_cast<double>(permuted(key, elements, index));
    case Fill::Kind::custom:
      break;
  }
  return 0;
}

}  // namespace prep
