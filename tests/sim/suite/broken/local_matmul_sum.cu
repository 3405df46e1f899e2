// expect: uninitialized line=20|21 variable=sum|c
// The accumulator of a naive matrix product is never set to zero.
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

__global__ void matmul(const float* a, const float* b, float* c, int n) {
  int r = blockIdx.y * blockDim.y + threadIdx.y, col = blockIdx.x * blockDim.x + threadIdx.x;
  if (r >= n || col >= n) return;
  float sum;
  for (int k = 0; k < n; k++) sum += a[r * n + k] * b[k * n + col];
  c[r * n + col] = sum;
}
int main() {
  const int n = 32;
  float *a, *b, *c;
  CHECK(cudaMalloc(&a, n * n * 4));
  CHECK(cudaMalloc(&b, n * n * 4));
  CHECK(cudaMalloc(&c, n * n * 4));
  CHECK(cudaMemset(a, 0, n * n * 4));
  CHECK(cudaMemset(b, 0, n * n * 4));
  matmul<<<dim3(2, 2), dim3(16, 16)>>>(a, b, c, n);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(a));
  CHECK(cudaFree(b));
  CHECK(cudaFree(c));
}
