// expect: barrier_divergence|deadlock line=22|24|27
// A loop with a barrier runs a different number of times in different threads.
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

__global__ void chunks(const int* in, int* out, int n) {
  __shared__ int tile[64];
  const int t = threadIdx.x;
  int sum = 0;
  for (int i = t; i < n; i += 64) {
    tile[t] = in[i];
    __syncthreads();
    sum += tile[63 - t];
    __syncthreads();
  }
  atomicAdd(out, sum);
}

int main() {
  static int h_in[100];
  for (int i = 0; i < 100; ++i) h_in[i] = 1;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 100 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 100 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  chunks<<<1, 64>>>(d_in, d_out, 100);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (100)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
