// expect: ok
// Every thread gives the lock back.
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

__device__ int lock = 0;

__global__ void spend(int* budget, int cost) {
  while (atomicCAS(&lock, 0, 1) != 0) {
  }
  __threadfence();
  if (atomicAdd(budget, 0) >= cost) atomicSub(budget, cost);
  __threadfence();
  atomicExch(&lock, 0);
}

int main() {
  static int h_budget[1];
  for (int i = 0; i < 1; ++i) h_budget[i] = 10;
  int* d_budget;
  CHECK(cudaMalloc(&d_budget, 1 * sizeof(int)));
  CHECK(cudaMemcpy(d_budget, h_budget, 1 * sizeof(int), cudaMemcpyHostToDevice));
  spend<<<8, 1>>>(d_budget, 3);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_budget, d_budget, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_budget[0] != (1)) {
    std::printf("h_budget[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_budget));
  std::puts("ok");
}
