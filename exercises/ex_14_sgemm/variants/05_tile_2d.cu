// expect: sim=passed gpu=too_slow
// Step 5 of the ladder. Tiles of 128 x 128, a square of 8 x 8 per thread: 16 loads for 64 multiply-adds, 1/4
// each. The sums take 64 registers; all loops over them are unrolled, or they would live in memory.
#include <cuda_runtime.h>

constexpr int kTile = 128, kStep = 8, kPer = 8, kThreads = kTile * kTile / (kPer * kPer);

__global__ void __launch_bounds__(kThreads)
    sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta, float* C) {
  __shared__ float a_tile[kTile][kStep];
  __shared__ float b_tile[kStep][kTile];
  const int t = threadIdx.x, row = t / 16, col = t % 16;
  const int first_m = blockIdx.y * kTile, first_n = blockIdx.x * kTile;

  float sum[kPer][kPer] = {};
  for (int k0 = 0; k0 < K; k0 += kStep) {
#pragma unroll
    for (int i = 0; i < kTile * kStep / kThreads; ++i) {
      const int a_row = (t + i * kThreads) / kStep, a_col = (t + i * kThreads) % kStep;
      const int b_row = (t + i * kThreads) / kTile, b_col = (t + i * kThreads) % kTile;
      a_tile[a_row][a_col] =
          first_m + a_row < M && k0 + a_col < K ? A[(first_m + a_row) * K + k0 + a_col] : 0.0f;
      b_tile[b_row][b_col] =
          k0 + b_row < K && first_n + b_col < N ? B[(k0 + b_row) * N + first_n + b_col] : 0.0f;
    }
    __syncthreads();
#pragma unroll
    for (int k = 0; k < kStep; ++k) {
      float a[kPer], b[kPer];
      // Rows and columns 16 apart: the lanes of a warp read neighbouring columns of B.
#pragma unroll
      for (int i = 0; i < kPer; ++i) a[i] = a_tile[row + 16 * i][k];
#pragma unroll
      for (int j = 0; j < kPer; ++j) b[j] = b_tile[k][col + 16 * j];
#pragma unroll
      for (int i = 0; i < kPer; ++i) {
#pragma unroll
        for (int j = 0; j < kPer; ++j) sum[i][j] += a[i] * b[j];
      }
    }
    __syncthreads();
  }
#pragma unroll
  for (int i = 0; i < kPer; ++i) {
#pragma unroll
    for (int j = 0; j < kPer; ++j) {
      const int m = first_m + row + 16 * i, n = first_n + col + 16 * j;
      if (m >= M || n >= N) continue;
      float* c = C + m * N + n;
      *c = beta == 0.0f ? alpha * sum[i][j] : alpha * sum[i][j] + beta * *c;
    }
  }
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + kTile - 1) / kTile, (M + kTile - 1) / kTile);
  sgemm_kernel<<<grid, kThreads>>>(M, N, K, alpha, A, B, beta, C);
}
