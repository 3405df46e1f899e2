// expect: ok
// The last block adds up what the others have left, published by a fence and a ticket.
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

__device__ unsigned tickets = 0;

__global__ void sum(const int* in, int* partial, int* out) {
  __shared__ bool is_last;
  if (threadIdx.x == 0) {
    int mine = 0;
    for (int i = 0; i < 64; ++i) mine += in[blockIdx.x * 64 + i];
    partial[blockIdx.x] = mine;
    __threadfence();
    is_last = atomicAdd(&tickets, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (is_last && threadIdx.x == 0) {
    int all = 0;
    for (unsigned b = 0; b < gridDim.x; ++b) all += partial[b];
    *out = all;
  }
}

int main() {
  static int h_in[1024];
  for (int i = 0; i < 1024; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 1024 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 1024 * sizeof(int), cudaMemcpyHostToDevice));
  int* d_partial;
  CHECK(cudaMalloc(&d_partial, 16 * sizeof(int)));
  CHECK(cudaMemset(d_partial, 0, 16 * sizeof(int)));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  sum<<<16, 64>>>(d_in, d_partial, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (1024 * 1023 / 2)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_partial));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
