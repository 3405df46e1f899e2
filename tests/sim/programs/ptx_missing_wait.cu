// expect: race line=13 other_line=10 variable=tile
// The group is never waited for: nobody may count on the copy, barrier or not.
#include <cstdint>
#include <cstdio>

__global__ void reverse(const float* in, float* out) {
  __shared__ __align__(16) float tile[128];
  const int t = threadIdx.x;
  const uint32_t to = static_cast<uint32_t>(__cvta_generic_to_shared(tile + 4 * t));
  asm volatile("cp.async.ca.shared.global [%0], [%1], 16;\n" ::"r"(to), "l"(in + 4 * t));
  asm volatile("cp.async.commit_group;\n" ::);
  __syncthreads();
  for (int i = 0; i < 4; ++i) out[4 * t + i] = tile[127 - 4 * t - i];
}

int main() {
  float *in, *out, h[128] = {};
  cudaMalloc(&in, sizeof h), cudaMalloc(&out, sizeof h);
  cudaMemcpy(in, h, sizeof h, cudaMemcpyHostToDevice);
  reverse<<<1, 32>>>(in, out);
  cudaMemcpy(h, out, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("%g\n", h[0]);
}
