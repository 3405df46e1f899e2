// Operations of a set of lanes of one warp, given as a mask, on values of any plain type. Cooperative groups
// of at most a warp are made of these.
#pragma once
#pragma GCC system_header
#include <prep/sim/index.h>
#include <prep/sim/keywords.h>

namespace prep::sim {

PREP_SIM_API unsigned lanes_below() { return (1u << prep_lane) - 1; }
PREP_SIM_API unsigned count_lanes(unsigned mask) { return static_cast<unsigned>(__builtin_popcount(mask)); }

// The lane with this rank among the set ones.
PREP_SIM_API unsigned lane_of_rank(unsigned mask, unsigned rank) {
  for (unsigned i = 0; i < rank && mask != 0; ++i) mask &= mask - 1;
  return mask != 0 ? static_cast<unsigned>(__builtin_ctz(mask)) : prep_lane;
}

// Bits by lane to bits by rank in the set.
PREP_SIM_API unsigned pack_lanes(unsigned mask, unsigned bits) {
  unsigned packed = 0, rank = 0;
  for (unsigned rest = mask; rest != 0; rest &= rest - 1, ++rank)
    packed |= (bits >> __builtin_ctz(rest) & 1u) << rank;
  return packed;
}

template <class T>
PREP_SIM_API T shuffle_plain(unsigned mask, T value, unsigned source, const char* file, int line) {
  constexpr unsigned kWords = (sizeof(T) + 7) / 8;
  uint64_t words[kWords] = {};
  __builtin_memcpy(words, &value, sizeof value);
  for (unsigned i = 0; i < kWords; ++i) words[i] = prep_shuffle(mask, words[i], source, file, line);
  __builtin_memcpy(static_cast<void*>(&value), words, sizeof value);
  return value;
}

template <class T>
PREP_SIM_API uint64_t match_bits(T value) {
  static_assert(sizeof(T) <= 8, "match takes values of at most 8 bytes");
  uint64_t bits = 0;
  __builtin_memcpy(&bits, &value, sizeof value);
  return bits;
}

}  // namespace prep::sim
