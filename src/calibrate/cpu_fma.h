// The rate of fp32 multiply-adds in registers, by vectors of 16, 32 and 64 bytes: the widest is not always
// the best.
#pragma once
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "calibrate/cpu_rate.h"
#include "calibrate/cpu_team.h"

namespace prep_calibrate {

constexpr int kChains = 12, kSteps = 100'000;
// Near -1: a chain swings between two values and neither converges nor overflows.
constexpr float kFactor = -0.99999994f, kTerm = 1.5f;

// Spelled out: GCC drops the attribute from a type that depends on a parameter.
template <std::size_t bytes>
struct Register;
template <>
struct Register<16> {
  using Type = float __attribute__((vector_size(16)));
};
template <>
struct Register<32> {
  using Type = float __attribute__((vector_size(32)));
};
template <>
struct Register<64> {
  using Type = float __attribute__((vector_size(64)));
};

// The sum over all lanes of all chains.
template <std::size_t bytes>
__attribute__((noinline)) double fma_pass(int steps) {
  using V = typename Register<bytes>::Type;
  constexpr int lanes = static_cast<int>(bytes / sizeof(float));
  V x[kChains];
  for (int c = 0; c < kChains; ++c) x[c] = V{} + (0.25f + 0.07f * static_cast<float>(c));
  V factor = V{} + kFactor, term = V{} + kTerm;
  for (int s = 0; s < steps; ++s) {
#pragma GCC unroll 12
    for (int c = 0; c < kChains; ++c) x[c] = x[c] * factor + term;
  }
  double sum = 0;
  for (int c = 0; c < kChains; ++c) {
    for (int lane = 0; lane < lanes; ++lane) sum += static_cast<double>(x[c][lane]);
  }
  return sum;
}

template <std::size_t bytes>
bool fma_is_right() {
  constexpr int kShort = 1000;
  double sum = 0;
  for (int c = 0; c < kChains; ++c) {
    float x = 0.25f + 0.07f * static_cast<float>(c);
    for (int s = 0; s < kShort; ++s) x = std::fma(x, kFactor, kTerm);
    sum += static_cast<double>(x) * static_cast<double>(bytes / sizeof(float));
  }
  return std::fabs(fma_pass<bytes>(kShort) - sum) <= 1e-3 * std::fabs(sum);
}

struct FmaPasses {
  std::size_t bytes;
  std::vector<double> seconds;
  double amount;  // 1e9 operations a pass
};

template <std::size_t bytes>
FmaPasses fma_passes(const std::vector<int>& cores) {
  std::atomic<double> kept{0};
  const auto seconds =
      timed_passes(cores, 0.1, [&](std::size_t, int) { kept.store(fma_pass<bytes>(kSteps)); });
  return {bytes, seconds,
          2.0 * kChains * kSteps * static_cast<double>(bytes / sizeof(float)) *
              static_cast<double>(cores.size()) / 1e9};
}

inline void measure_fma(const std::vector<int>& cores, const char* name) {
  if (!fma_is_right<16>() || !fma_is_right<32>() || !fma_is_right<64>())
    give_up("the CPU computed a wrong result while measuring multiply-adds; test this machine");
  std::vector<FmaPasses> all{fma_passes<16>(cores)};
#ifdef __AVX__
  all.push_back(fma_passes<32>(cores));
#endif
#ifdef __AVX512F__
  all.push_back(fma_passes<64>(cores));
#endif
  const auto rate = [](const FmaPasses& one) { return one.amount / undisturbed(one.seconds); };
  const FmaPasses* best = &all.front();
  for (const FmaPasses& one : all) {
    if (rate(one) > rate(*best)) best = &one;
  }
  say_rate(name, best->amount, best->seconds, "vectors of " + std::to_string(best->bytes) + " bytes");
}

}  // namespace prep_calibrate
