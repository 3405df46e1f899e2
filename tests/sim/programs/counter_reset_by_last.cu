// expect: ok
// The last block of a grid sets the counter back for the next launch: its own atomic came after all others.
#include <cstdio>
__device__ float partial[64];
__device__ unsigned done = 0;
__global__ void sum(const float* x, float* out) {
  __shared__ bool last;
  if (threadIdx.x == 0) {
    partial[blockIdx.x] = x[blockIdx.x];
    __threadfence();
    last = atomicAdd(&done, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last) return;
  __threadfence();
  if (threadIdx.x == 0) {
    float total = 0;
    for (int b = 0; b < (int)gridDim.x; ++b) total += partial[b];
    *out = total;
    done = 0;
  }
}
int main() {
  float *x, *out, total = 0;
  cudaMalloc(&x, 8 * sizeof(float));
  cudaMalloc(&out, sizeof(float));
  cudaMemset(x, 0, 8 * sizeof(float));
  for (int i = 0; i < 2; ++i) sum<<<8, 32>>>(x, out);
  cudaMemcpy(&total, out, sizeof total, cudaMemcpyDeviceToHost);
  printf("%g\n", total);
}
