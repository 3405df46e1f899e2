// expect: ok stdout="0 errors\n"
// A barrier of all blocks made of atomics, for a grid that fits the GPU.
#include <cstdio>
#include <vector>
__device__ unsigned arrived = 0;
__device__ void all_blocks(unsigned goal) {
  __syncthreads();
  if (threadIdx.x == 0) {
    __threadfence();
    atomicAdd(&arrived, 1u);
    while (atomicAdd(&arrived, 0u) < goal) {
    }
    __threadfence();
  }
  __syncthreads();
}
__global__ void rotate(int* a, int* b, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  for (unsigned round = 0; round < 4; ++round) {
    b[i] = a[(i + 77) % n];
    all_blocks(gridDim.x * (2 * round + 1));
    a[i] = b[i] + 1;
    all_blocks(gridDim.x * (2 * round + 2));
  }
}
int main() {
  const int n = 40 * 64;
  std::vector<int> host(n);
  for (int i = 0; i < n; ++i) host[i] = i;
  int *a, *b;
  cudaMalloc(&a, n * sizeof(int));
  cudaMalloc(&b, n * sizeof(int));
  cudaMemcpy(a, host.data(), n * sizeof(int), cudaMemcpyHostToDevice);
  rotate<<<40, 64>>>(a, b, n);
  cudaMemcpy(host.data(), a, n * sizeof(int), cudaMemcpyDeviceToHost);
  int errors = 0;
  for (int i = 0; i < n; ++i) errors += host[i] != (i + 4 * 77) % n + 4;
  std::printf("%d errors\n", errors);
}
