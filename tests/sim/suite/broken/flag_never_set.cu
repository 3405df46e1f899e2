// expect: deadlock line=21|22|24
// A warp waits for a flag that is set only after a barrier, which the warp never reaches.
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

__global__ void wait_for_flag(int* out) {
  __shared__ int flag;
  if (threadIdx.x == 0) flag = 0;
  __syncthreads();
  if (threadIdx.x >= 32) {
    while (atomicAdd(&flag, 0) == 0) {
    }
  }
  __syncthreads();
  if (threadIdx.x == 0) atomicExch(&flag, 1);
  out[threadIdx.x] = 1;
}

int main() {
  static int h_out[64];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 64 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 64 * sizeof(int)));
  wait_for_flag<<<1, 64>>>(d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (h_out[i] != (1)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
