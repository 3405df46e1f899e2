// expect: sim=passed gpu=passed
// Step 1, larger tiles: 32 x 32 threads, one element of C each; half the global reads and half the barriers
// of 16 x 16. Still two shared loads per multiply-add as written, and that is the limit.
#include <cuda_runtime.h>

__global__ void matmul_kernel(const float* A, const float* B, float* C, int M, int N, int K) {
  __shared__ float a_tile[32][32];
  __shared__ float b_tile[32][32];
  const int row = blockIdx.y * 32 + threadIdx.y;
  const int col = blockIdx.x * 32 + threadIdx.x;

  float sum = 0.0f;
  for (int k0 = 0; k0 < K; k0 += 32) {
    const int a_col = k0 + threadIdx.x, b_row = k0 + threadIdx.y;
    a_tile[threadIdx.y][threadIdx.x] = row < M && a_col < K ? A[row * K + a_col] : 0.0f;
    b_tile[threadIdx.y][threadIdx.x] = b_row < K && col < N ? B[b_row * N + col] : 0.0f;
    __syncthreads();
    for (int k = 0; k < 32; ++k) sum += a_tile[threadIdx.y][k] * b_tile[k][threadIdx.x];
    __syncthreads();
  }
  if (row < M && col < N) C[row * N + col] = sum;
}

extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + 31) / 32, (M + 31) / 32);
  matmul_kernel<<<grid, dim3(32, 32)>>>(A, B, C, M, N, K);
}
