// expect: barrier_divergence|deadlock|race|warning line=22|23|25|26
// Only the first half of the block reaches the barrier in the branch.
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

__global__ void fold(const int* in, int* out) {
  __shared__ int tile[128];
  const int t = threadIdx.x;
  tile[t] = in[t];
  __syncthreads();
  if (t < 64) {
    tile[t] += tile[t + 64];
    __syncthreads();
  }
  out[t] = tile[t % 64];
  if (t >= 64) __syncthreads();
}

int main() {
  static int h_in[128];
  for (int i = 0; i < 128; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 128 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 128 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[128];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 128 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 128 * sizeof(int)));
  fold<<<1, 128>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
