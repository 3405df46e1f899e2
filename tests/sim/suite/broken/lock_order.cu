// expect: deadlock line=19|20|26|30
// Two threads take two locks in opposite order, each after the other has its first.
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

__device__ int left = 0, right = 0, ready = 0;

__device__ void take(int* lock) {
  while (atomicCAS(lock, 0, 1) != 0) {
  }
}

__global__ void transfer(int* out) {
  int* first = threadIdx.x == 0 ? &left : &right;
  int* second = threadIdx.x == 0 ? &right : &left;
  take(first);
  atomicAdd(&ready, 1);
  while (atomicAdd(&ready, 0) < 2) {
  }
  take(second);
  __threadfence();
  *out += 1;
  __threadfence();
  atomicExch(second, 0);
  atomicExch(first, 0);
}

int main() {
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  transfer<<<1, dim3(2)>>>(d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (2)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
