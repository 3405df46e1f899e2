// expect: race line=18|19 variable=d_out|out
// Threads of a block hand values over in global memory without a barrier.
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

__global__ void shift(int* out) {
  const int t = threadIdx.x, base = blockIdx.x * blockDim.x;
  out[base + t] = 10 * t;
  const int next = out[base + (t + 33) % blockDim.x];
  __syncthreads();
  out[base + t] = next;
}

int main() {
  static int h_out[512];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 512 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 512 * sizeof(int)));
  shift<<<4, 128>>>(d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 512 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 512; ++i) {
    if (h_out[i] != (10 * ((i % 128 + 33) % 128))) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
