// expect: barrier_divergence line=19|21
// Threads without an element return before the barrier.
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

__global__ void reverse(const int* in, int* out, int n) {
  __shared__ int tile[64];
  const int t = threadIdx.x;
  if (t >= n) return;
  tile[t] = in[t];
  __syncthreads();
  out[t] = tile[n - 1 - t];
}

int main() {
  static int h_in[50];
  for (int i = 0; i < 50; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 50 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 50 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[50];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 50 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 50 * sizeof(int)));
  reverse<<<1, 64>>>(d_in, d_out, 50);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 50 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 50; ++i) {
    if (h_out[i] != (49 - i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
