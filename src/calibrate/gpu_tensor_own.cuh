// Tensor core rates without a library: mma.sync on registers alone. All of a GPU's rate up to Ada; on Hopper
// and later only about two thirds of it, since the rest needs wgmma (said in the figure's words).
#pragma once
#include <cuda_runtime.h>

#include <cstdint>
#include <string>
#include <vector>

#include "calibrate/gpu_device.cuh"
#include "calibrate/gpu_elements.cuh"
#include "calibrate/gpu_timing.cuh"

namespace prep_calibrate {

// One mma.sync of a warp: its registers, its work and the least GPU that has it.
struct HalfMma {
  static constexpr int operations = 2 * 16 * 8 * 16, least = 80;
  using Sum = float;
  static __device__ void step(float (&c)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
#if __CUDA_ARCH__ >= 800
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
        "{%0,%1,%2,%3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#endif
  }
  static __device__ unsigned operand(std::uint32_t key) {
    const __half2 pair = __floats2half2_rn(random_normal(key), random_normal(key + 1));
    return *reinterpret_cast<const unsigned*>(&pair);
  }
};

struct TuringHalfMma {
  static constexpr int operations = 2 * 16 * 8 * 8, least = 75;
  using Sum = float;
  static __device__ void step(float (&c)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
#if __CUDA_ARCH__ >= 750
    asm volatile(
        "mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5}, {%6}, {%0,%1,%2,%3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(b[0]));
#endif
  }
  static __device__ unsigned operand(std::uint32_t key) { return HalfMma::operand(key); }
};

struct Bfloat16Mma {
  static constexpr int operations = 2 * 16 * 8 * 16, least = 80;
  using Sum = float;
  static __device__ void step(float (&c)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
#if __CUDA_ARCH__ >= 800
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
        "{%0,%1,%2,%3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#endif
  }
  static __device__ unsigned operand(std::uint32_t key) {
    const __nv_bfloat162 pair = __floats2bfloat162_rn(random_normal(key), random_normal(key + 1));
    return *reinterpret_cast<const unsigned*>(&pair);
  }
};

struct Tf32Mma {
  static constexpr int operations = 2 * 16 * 8 * 8, least = 80;
  using Sum = float;
  static __device__ void step(float (&c)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
#if __CUDA_ARCH__ >= 800
    asm volatile(
        "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
        "{%0,%1,%2,%3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#endif
  }
  static __device__ unsigned operand(std::uint32_t key) {
    return __float_as_uint(random_normal(key)) & 0xffffe000u;
  }
};

struct Int8Mma {
  static constexpr int operations = 2 * 16 * 8 * 32, least = 80;
  using Sum = int;
  static __device__ void step(int (&c)[4], const unsigned (&a)[4], const unsigned (&b)[2]) {
#if __CUDA_ARCH__ >= 800
    asm volatile(
        "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, "
        "{%0,%1,%2,%3};"
        : "+r"(c[0]), "+r"(c[1]), "+r"(c[2]), "+r"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
#endif
  }
  // Bytes of -8 to 7: the sums must not leave 32 bits.
  static __device__ unsigned operand(std::uint32_t key) {
    unsigned word = 0;
    for (unsigned byte = 0; byte < 4; ++byte)
      word |= ((scrambled(key + byte) % 16u - 8u) & 0xffu) << (8 * byte);
    return word;
  }
};

constexpr int kMmaThreads = 256, kMmaChains = 8;

// Every step of a chain adds the same product: the sum is `steps` times the first, which is how it is
// checked.
template <class Mma>
__global__ void __launch_bounds__(kMmaThreads) mma_kernel(int steps, unsigned* wrong) {
  const std::uint32_t key = (blockIdx.x * kMmaThreads + threadIdx.x) * 64;
  unsigned a[4], b[kMmaChains][2];
  for (unsigned i = 0; i < 4; ++i) a[i] = Mma::operand(key + 4 * i);
  for (unsigned c = 0; c < kMmaChains; ++c)
    for (unsigned i = 0; i < 2; ++i) b[c][i] = Mma::operand(key + 16 + 4 * (2 * c + i));
  typename Mma::Sum sum[kMmaChains][4] = {}, first[4] = {};
  Mma::step(first, a, b[kMmaChains - 1]);
  for (int s = 0; s < steps; ++s) {
#pragma unroll
    for (int c = 0; c < kMmaChains; ++c) Mma::step(sum[c], a, b[c]);
  }
  float other = 0;
  for (int c = 0; c + 1 < kMmaChains; ++c)
    for (int i = 0; i < 4; ++i) other += static_cast<float>(sum[c][i]);
  for (int i = 0; i < 4; ++i) {
    const float expected = static_cast<float>(first[i]) * static_cast<float>(steps);
    const float off = fabsf(static_cast<float>(sum[kMmaChains - 1][i]) - expected);
    if (!(off <= 0.02f * fabsf(expected) + 0.02f * static_cast<float>(steps)) || other == 0.123456789f)
      atomicAdd(wrong, 1u);
  }
}

template <class Mma>
void measure_own_tensor(const Device& device, const char* figure) {
  constexpr int kSteps = 2048, kBlocksEach = 2;
  unsigned* wrong = nullptr;
  must(cudaMalloc(reinterpret_cast<void**>(&wrong), sizeof *wrong), "hand out memory");
  must(cudaMemset(wrong, 0, sizeof *wrong), "fill memory");
  const unsigned blocks = static_cast<unsigned>(device.multiprocessors * kBlocksEach);
  const Timing timing = time_launches([&](int) { mma_kernel<Mma><<<blocks, kMmaThreads>>>(kSteps, wrong); });
  unsigned count = 0;
  must(cudaMemcpy(&count, wrong, sizeof count, cudaMemcpyDeviceToHost), "copy a result back");
  must(cudaFree(wrong), "take memory back");
  must_hold(count == 0, figure);
  const double operations =
      static_cast<double>(Mma::operations) * kMmaChains * kSteps * (kMmaThreads / 32) * blocks;
  std::string how = "mma.sync in registers";
  if (device.capability >= 90) how += ", not all that this GPU can do";
  say(figure, {operations / timing.median / 1e6, timing.spread, timing.samples, how});
}

}  // namespace prep_calibrate
