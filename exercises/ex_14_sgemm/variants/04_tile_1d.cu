// expect: sim=passed gpu=too_slow
// Step 4 of the ladder. Tiles of 64 x 64, eight rows of one column per thread: a value of B serves eight
// multiply-adds, so 1 + 1/8 loads each.
#include <cuda_runtime.h>

constexpr int kTile = 64, kStep = 8, kRows = 8, kThreads = kTile * kTile / kRows;

__global__ void sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                             float* C) {
  __shared__ float a_tile[kTile][kStep];
  __shared__ float b_tile[kStep][kTile];
  const int t = threadIdx.x, col = t % kTile, row = t / kTile * kRows;
  const int first_m = blockIdx.y * kTile, first_n = blockIdx.x * kTile;
  // Of each tile, one element per thread.
  const int a_row = t / kStep, a_col = t % kStep, b_row = t / kTile, b_col = t % kTile;

  float sum[kRows] = {};
  for (int k0 = 0; k0 < K; k0 += kStep) {
    a_tile[a_row][a_col] =
        first_m + a_row < M && k0 + a_col < K ? A[(first_m + a_row) * K + k0 + a_col] : 0.0f;
    b_tile[b_row][b_col] =
        k0 + b_row < K && first_n + b_col < N ? B[(k0 + b_row) * N + first_n + b_col] : 0.0f;
    __syncthreads();
#pragma unroll
    for (int k = 0; k < kStep; ++k) {
      const float b = b_tile[k][col];
#pragma unroll
      for (int i = 0; i < kRows; ++i) sum[i] += a_tile[row + i][k] * b;
    }
    __syncthreads();
  }
  for (int i = 0; i < kRows; ++i) {
    if (first_m + row + i >= M || first_n + col >= N) return;
    float* c = C + (first_m + row + i) * N + first_n + col;
    *c = beta == 0.0f ? alpha * sum[i] : alpha * sum[i] + beta * *c;
  }
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + kTile - 1) / kTile, (M + kTile - 1) / kTile);
  sgemm_kernel<<<grid, kThreads>>>(M, N, K, alpha, A, B, beta, C);
}
