// expect: deadlock line=21|22|24 varies=block
// All blocks wait for one another, but not all of them fit on the GPU at once.
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

__device__ unsigned arrived = 0;

__global__ void steps(int* out) {
  if (threadIdx.x == 0) {
    atomicAdd(&arrived, 1u);
    while (atomicAdd(&arrived, 0u) < gridDim.x) {
    }
  }
  __syncthreads();
  if (threadIdx.x == 0) atomicAdd(out, 1);
}

int main() {
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  steps<<<20000, 1024>>>(d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (20000)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
