// expect: ok
// A recursion that ends.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

__device__ int depth(const volatile int* limits, int level) {
  int path[64];
  for (int k = 0; k < 64; ++k) path[k] = limits[0] + k;
  if (level >= limits[1]) return level;
  return depth(limits, level + 1) + path[(level + 63) % 64] - path[(level + 62) % 64];
}

__global__ void measure(const int* limits, int* out) { *out = depth(limits, 0); }

int main() {
  CHECK(cudaDeviceSetLimit(cudaLimitStackSize, 16 << 10));  // the default, 1 KB, is too little for five frames
  static int h_limits[2];
  for (int i = 0; i < 2; ++i) h_limits[i] = 2 * i + 1;
  int* d_limits;
  CHECK(cudaMalloc(&d_limits, 2 * sizeof(int)));
  CHECK(cudaMemcpy(d_limits, h_limits, 2 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  measure<<<1, 1>>>(d_limits, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != 3 + 1 - 63 + 1) return 1;
  CHECK(cudaFree(d_limits));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
