// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", 2011): ten rounds
// that turn a 128-bit counter and a 64-bit key into four random words.
#pragma once
#ifdef __GNUC__
#pragma GCC system_header
#endif
#include <stdint.h>

#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif
namespace prep::sim {

struct PhiloxWords {
  uint32_t w[4];
};

inline PhiloxWords philox(PhiloxWords counter, uint32_t key0, uint32_t key1) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t even = uint64_t{0xD2511F53u} * counter.w[0], odd = uint64_t{0xCD9E8D57u} * counter.w[2];
    counter = {{static_cast<uint32_t>(odd >> 32) ^ counter.w[1] ^ key0, static_cast<uint32_t>(odd),
                static_cast<uint32_t>(even >> 32) ^ counter.w[3] ^ key1, static_cast<uint32_t>(even)}};
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  return counter;
}

}  // namespace prep::sim
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
