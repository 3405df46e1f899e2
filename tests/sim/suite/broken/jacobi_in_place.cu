// expect: race line=19 variable=u|d_u varies=count
// A Jacobi step reads its neighbours from the array that it writes.
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

__global__ void jacobi(float* u, int n) {
  int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x == 0 || y == 0 || x >= n - 1 || y >= n - 1) return;
  u[y * n + x] = 0.25f * (u[y * n + x - 1] + u[y * n + x + 1] + u[(y - 1) * n + x] + u[(y + 1) * n + x]);
}
int main() {
  const int n = 64;
  float *d_u, *d_v;
  CHECK(cudaMalloc(&d_u, n * n * sizeof(float)));
  CHECK(cudaMalloc(&d_v, n * n * sizeof(float)));
  CHECK(cudaMemset(d_u, 0, n * n * sizeof(float)));
  CHECK(cudaMemset(d_v, 0, n * n * sizeof(float)));
  dim3 block(16, 16), grid(n / 16, n / 16);
  for (int it = 0; it < 4; it++) {
    jacobi<<<grid, block>>>(d_u, n);
  }
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(d_u));
  CHECK(cudaFree(d_v));
}
