// expect: sim=passed gpu=too_slow
// Step 3 of the ladder. Tiles of 32 x 32 in shared memory: each float is fetched N/32 times instead of N
// times. Still two shared loads per multiply-add, so at most an eighth of the peak.
#include <cuda_runtime.h>

constexpr int kTile = 32;

__global__ void sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                             float* C) {
  __shared__ float a_tile[kTile][kTile];
  __shared__ float b_tile[kTile][kTile];
  const int x = threadIdx.x, y = threadIdx.y, m = blockIdx.y * kTile + y, n = blockIdx.x * kTile + x;
  float sum = 0.0f;
  for (int k0 = 0; k0 < K; k0 += kTile) {
    a_tile[y][x] = m < M && k0 + x < K ? A[m * K + k0 + x] : 0.0f;
    b_tile[y][x] = k0 + y < K && n < N ? B[(k0 + y) * N + n] : 0.0f;
    __syncthreads();
#pragma unroll
    for (int k = 0; k < kTile; ++k) sum += a_tile[y][k] * b_tile[k][x];
    __syncthreads();
  }
  if (m >= M || n >= N) return;
  float* c = C + m * N + n;
  *c = beta == 0.0f ? alpha * sum : alpha * sum + beta * *c;
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + kTile - 1) / kTile, (M + kTile - 1) / kTile);
  sgemm_kernel<<<grid, dim3(kTile, kTile)>>>(M, N, K, alpha, A, B, beta, C);
}
