// expect: race line=10 other_line=12 variable=tile
// A thread's wait is for its own copies: the others' need a barrier behind it.
#include <cstdint>
#include <cstdio>

__global__ void reverse(const float* in, float* out) {
  __shared__ __align__(16) float tile[256];
  const int t = threadIdx.x;
  const uint32_t to = static_cast<uint32_t>(__cvta_generic_to_shared(tile + 4 * t));
  asm volatile("cp.async.ca.shared.global [%0], [%1], 16;\n" ::"r"(to), "l"(in + 4 * t));
  asm volatile("cp.async.wait_all;\n" ::);
  for (int i = 0; i < 4; ++i) out[4 * t + i] = tile[255 - 4 * t - i];
}

int main() {
  float *in, *out, h[256] = {};
  cudaMalloc(&in, sizeof h), cudaMalloc(&out, sizeof h);
  cudaMemcpy(in, h, sizeof h, cudaMemcpyHostToDevice);
  reverse<<<1, 64>>>(in, out);
  cudaMemcpy(h, out, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("%g\n", h[0]);
}
