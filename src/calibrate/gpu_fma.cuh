// The rate of fp32 multiply-adds in registers alone, and the clock of the multiprocessors meanwhile.
#pragma once
#include <cuda_runtime.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "calibrate/gpu_device.cuh"
#include "calibrate/gpu_timing.cuh"

namespace prep_calibrate {

constexpr int kFmaThreads = 256, kFmaBlocksEach = 8, kFmaChains = 8, kFmaSteps = 64;
// Near -1, so that a chain swings between two values and neither converges nor overflows: settled operands
// would cost less power, and so give a better clock than real work has.
constexpr float kFmaFactor = -0.99999994f, kFmaTerm = 1.5f;

__host__ __device__ inline float fma_start(int thread, int chain) {
  return 0.25f + 0.001f * static_cast<float>(thread) + 0.07f * static_cast<float>(chain);
}

struct ClockReading {
  long long cycles;
  unsigned long long ns;
};

__device__ inline ClockReading read_clock() {
  ClockReading now{};
  now.cycles = clock64();
  asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(now.ns));
  return now;
}

__global__ void __launch_bounds__(kFmaThreads)
    fma_kernel(int rounds, float factor, float term, float* out, ClockReading* clocks) {
  const ClockReading before = read_clock();
  float x[kFmaChains];
#pragma unroll
  for (int c = 0; c < kFmaChains; ++c) x[c] = fma_start(static_cast<int>(threadIdx.x), c);
  for (int r = 0; r < rounds; ++r) {
#pragma unroll
    for (int s = 0; s < kFmaSteps; ++s) {
#pragma unroll
      for (int c = 0; c < kFmaChains; ++c) x[c] = __fmaf_rn(x[c], factor, term);
    }
  }
  float sum = 0;
#pragma unroll
  for (int c = 0; c < kFmaChains; ++c) sum += x[c];
  out[std::size_t{blockIdx.x} * kFmaThreads + threadIdx.x] = sum;
  if (threadIdx.x == 0) {
    const ClockReading after = read_clock();
    clocks[blockIdx.x] = {after.cycles - before.cycles, after.ns - before.ns};
  }
}

class FmaRate {
 public:
  explicit FmaRate(const Device& device) : blocks_(device.multiprocessors * kFmaBlocksEach) {
    must(cudaMalloc(reinterpret_cast<void**>(&out_), threads() * sizeof(float)), "hand out memory");
    must(cudaMalloc(reinterpret_cast<void**>(&clocks_),
                    static_cast<std::size_t>(blocks_) * sizeof(ClockReading)),
         "hand out memory");
    check();
  }

  // A GPU at rest runs slowly: this is what wakes it up.
  void warm_up() const {
    for (int i = 0; i < 250; ++i) launch(kRounds);
    launched("start a measuring kernel");
    finished("run at full load");
  }

  void measure() const {
    const Timing timing = time_launches([this](int) { launch(kRounds); });
    const double flops = 2.0 * static_cast<double>(threads()) * kFmaChains * kFmaSteps * kRounds;
    say("fp32_tflops", {flops / timing.median / 1e6, timing.spread, timing.samples,
                        "multiply-adds in registers, 8 chains a thread"});
    say("sm_clock_mhz", {clock_mhz(), 0, blocks_, "clock64 against globaltimer in the fp32 kernel"});
  }

 private:
  static constexpr int kRounds = 256;  // some ms on most GPUs
  std::size_t threads() const { return static_cast<std::size_t>(blocks_) * kFmaThreads; }
  void launch(int rounds) const {
    fma_kernel<<<static_cast<unsigned>(blocks_), kFmaThreads>>>(rounds, kFmaFactor, kFmaTerm, out_, clocks_);
  }

  double clock_mhz() const {
    std::vector<ClockReading> read(static_cast<std::size_t>(blocks_));
    must(cudaMemcpy(read.data(), clocks_, read.size() * sizeof read[0], cudaMemcpyDeviceToHost),
         "copy a result back");
    std::vector<double> mhz;
    for (const ClockReading& one : read) {
      if (one.ns > 0) mhz.push_back(1e3 * static_cast<double>(one.cycles) / static_cast<double>(one.ns));
    }
    return summary_of(mhz).median;
  }

  void check() const {
    constexpr int kShort = 4;
    launch(kShort);
    launched("start a measuring kernel");
    std::vector<float> out(threads());
    must(cudaMemcpy(out.data(), out_, out.size() * sizeof out[0], cudaMemcpyDeviceToHost),
         "copy a result back");
    for (const std::size_t i : {std::size_t{0}, std::size_t{77}, out.size() - 1}) {
      float sum = 0;
      for (int c = 0; c < kFmaChains; ++c) {
        float x = fma_start(static_cast<int>(i % kFmaThreads), c);
        for (int s = 0; s < kShort * kFmaSteps; ++s) x = std::fma(x, kFmaFactor, kFmaTerm);
        sum += x;
      }
      must_hold(std::fabs(out[i] - sum) <= 1e-4f * std::fabs(sum), "the fp32 rate");
    }
  }

  int blocks_;
  float* out_ = nullptr;
  ClockReading* clocks_ = nullptr;
};

}  // namespace prep_calibrate
