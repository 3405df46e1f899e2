// expect: sim=passed gpu=too_slow
// No tiles: each float is read again by every thread that needs it. The caches help, but not enough.
#include <cuda_runtime.h>

__global__ void matmul_kernel(const float* A, const float* B, float* C, int M, int N, int K) {
  const int row = blockIdx.y * 32 + threadIdx.y;
  const int col = blockIdx.x * 32 + threadIdx.x;
  if (row >= M || col >= N) return;
  float sum = 0.0f;
  for (int k = 0; k < K; ++k) sum += A[row * K + k] * B[k * N + col];
  C[row * N + col] = sum;
}

extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + 31) / 32, (M + 31) / 32);
  matmul_kernel<<<grid, dim3(32, 32)>>>(A, B, C, M, N, K);
}
