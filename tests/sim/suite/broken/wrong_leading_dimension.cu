// expect: memory_error line=21 variable=d_b|b|d_c|c
// The second matrix is stepped through with the first one's width.
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

constexpr int kM = 16, kK = 48, kN = 24;

__global__ void multiply(const int* a, const int* b, int* c) {
  const int row = threadIdx.y, column = threadIdx.x;
  int sum = 0;
  for (int k = 0; k < kK; ++k) sum += a[row * kK + k] * b[k * kK + column];
  c[row * kN + column] = sum;
}

int main() {
  static int h_a[kM * kK];
  for (int i = 0; i < kM * kK; ++i) h_a[i] = 1;
  int* d_a;
  CHECK(cudaMalloc(&d_a, kM * kK * sizeof(int)));
  CHECK(cudaMemcpy(d_a, h_a, kM * kK * sizeof(int), cudaMemcpyHostToDevice));
  static int h_b[kK * kN];
  for (int i = 0; i < kK * kN; ++i) h_b[i] = 2;
  int* d_b;
  CHECK(cudaMalloc(&d_b, kK * kN * sizeof(int)));
  CHECK(cudaMemcpy(d_b, h_b, kK * kN * sizeof(int), cudaMemcpyHostToDevice));
  static int h_c[kM * kN];
  int* d_c;
  CHECK(cudaMalloc(&d_c, kM * kN * sizeof(int)));
  CHECK(cudaMemset(d_c, 0, kM * kN * sizeof(int)));
  multiply<<<1, dim3(kN, kM)>>>(d_a, d_b, d_c);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_c, d_c, kM * kN * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < kM * kN; ++i) {
    if (h_c[i] != (2 * kK)) {
      std::printf("h_c[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_a));
  CHECK(cudaFree(d_b));
  CHECK(cudaFree(d_c));
  std::puts("ok");
}
