// expect: deadlock|barrier_divergence line=21|24
// Half of the lanes wait for the whole warp, whose other half waits for the block.
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

__global__ void halves(int* out) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  s[t] = t;
  if (t < 16) {
    __syncwarp();
    out[t] = s[15 - t];
  }
  __syncthreads();
  if (t >= 16) out[t] = s[t];
}

int main() {
  static int h_out[32];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 32 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 32 * sizeof(int)));
  halves<<<1, 32>>>(d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 32 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 32; ++i) {
    if (h_out[i] != (i < 16 ? 15 - i : i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
