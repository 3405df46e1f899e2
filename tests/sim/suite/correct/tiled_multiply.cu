// expect: ok
// A tiled matrix product with both of its barriers.
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

constexpr int kSize = 64, kTile = 16;

__global__ void multiply(const int* x, const int* y, int* z) {
  __shared__ int a[kTile][kTile], b[kTile][kTile];
  const int row = blockIdx.y * kTile + threadIdx.y, column = blockIdx.x * kTile + threadIdx.x;
  int sum = 0;
  for (int at = 0; at < kSize; at += kTile) {
    a[threadIdx.y][threadIdx.x] = x[row * kSize + at + threadIdx.x];
    b[threadIdx.y][threadIdx.x] = y[(at + threadIdx.y) * kSize + column];
    __syncthreads();
    for (int k = 0; k < kTile; ++k) sum += a[threadIdx.y][k] * b[k][threadIdx.x];
    __syncthreads();
  }
  z[row * kSize + column] = sum;
}

int main() {
  static int h_x[kSize * kSize];
  for (int i = 0; i < kSize * kSize; ++i) h_x[i] = i % 7;
  int* d_x;
  CHECK(cudaMalloc(&d_x, kSize * kSize * sizeof(int)));
  CHECK(cudaMemcpy(d_x, h_x, kSize * kSize * sizeof(int), cudaMemcpyHostToDevice));
  static int h_y[kSize * kSize];
  for (int i = 0; i < kSize * kSize; ++i) h_y[i] = (i/kSize==i%kSize)?2:0;
  int* d_y;
  CHECK(cudaMalloc(&d_y, kSize * kSize * sizeof(int)));
  CHECK(cudaMemcpy(d_y, h_y, kSize * kSize * sizeof(int), cudaMemcpyHostToDevice));
  static int h_z[kSize * kSize];
  int* d_z;
  CHECK(cudaMalloc(&d_z, kSize * kSize * sizeof(int)));
  CHECK(cudaMemset(d_z, 0, kSize * kSize * sizeof(int)));
  multiply<<<dim3(kSize / kTile, kSize / kTile), dim3(kTile, kTile)>>>(d_x, d_y, d_z);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_z, d_z, kSize * kSize * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < kSize * kSize; ++i) {
    if (h_z[i] != (2 * (i % 7))) {
      std::printf("h_z[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_y));
  CHECK(cudaFree(d_z));
  std::puts("ok");
}
