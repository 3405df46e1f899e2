// expect: deadlock|barrier_divergence line=19|20
// Half of a warp shuffles with the full mask, the other half waits at the barrier.
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

__global__ void halves(const int* in, int* out) {
  const int t = threadIdx.x;
  int value = in[t];
  if (t < 16) value += __shfl_xor_sync(0xffffffffu, value, 8);
  __syncthreads();
  out[t] = value;
}

int main() {
  static int h_in[32];
  for (int i = 0; i < 32; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 32 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 32 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[32];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 32 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 32 * sizeof(int)));
  halves<<<1, 32>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 32 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 32; ++i) {
    if (h_out[i] != (i + (i ^ 8))) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
