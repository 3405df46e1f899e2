// expect: sim=passed gpu=passed
// Step 7 of the ladder. Two pairs of tiles: the next one is loaded into registers before the products of this
// one, and stored after them, so that the way from memory is hidden behind 512 multiply-adds. One barrier per
// step is enough.
#include <cuda_runtime.h>

constexpr int kTile = 128, kStep = 8, kThreads = 256;
constexpr int kRowA = kTile + 4;  // keeps the turned stores out of one bank

// Four neighbours of a row, zeros beyond its end or where the row is outside. A quad only where rows begin
// aligned.
__device__ float4 load(const float* row, int i, int n, bool inside) {
  if (!inside || i >= n) return {0, 0, 0, 0};
  if (n % 4 == 0) return *reinterpret_cast<const float4*>(row + i);
  return {row[i], i + 1 < n ? row[i + 1] : 0, i + 2 < n ? row[i + 2] : 0, i + 3 < n ? row[i + 3] : 0};
}

__device__ void store(float* row, int i, int n, const float* v, float alpha, float beta) {
  float4 out = {alpha * v[0], alpha * v[1], alpha * v[2], alpha * v[3]};
  if (n % 4 == 0) {
    if (i >= n) return;
    if (beta != 0.0f) {
      const float4 c = *reinterpret_cast<const float4*>(row + i);
      out = {out.x + beta * c.x, out.y + beta * c.y, out.z + beta * c.z, out.w + beta * c.w};
    }
    *reinterpret_cast<float4*>(row + i) = out;
    return;
  }
  for (int k = 0; k < 4 && i + k < n; ++k)
    row[i + k] = beta == 0.0f ? alpha * v[k] : alpha * v[k] + beta * row[i + k];
}

__global__ void __launch_bounds__(kThreads)
    sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta, float* C) {
  __shared__ __align__(16) float a_tiles[2][kStep][kRowA];
  __shared__ __align__(16) float b_tiles[2][kStep][kTile];
  const int t = threadIdx.x, row = t / 16 * 4, col = t % 16 * 4;
  const int first_m = blockIdx.y * kTile, first_n = blockIdx.x * kTile;
  const int a_row = t / 2, a_col = t % 2 * 4, b_row = t / 32, b_col = t % 32 * 4;

  float4 a4, b4;  // on their way
  const auto fetch = [&](int k0) {
    a4 = load(A + (first_m + a_row) * static_cast<long long>(K), k0 + a_col, K, first_m + a_row < M);
    b4 = load(B + (k0 + b_row) * static_cast<long long>(N), first_n + b_col, N, k0 + b_row < K);
  };
  const auto deliver = [&](int to) {
    a_tiles[to][a_col][a_row] = a4.x;
    a_tiles[to][a_col + 1][a_row] = a4.y;
    a_tiles[to][a_col + 2][a_row] = a4.z;
    a_tiles[to][a_col + 3][a_row] = a4.w;
    *reinterpret_cast<float4*>(&b_tiles[to][b_row][b_col]) = b4;
  };

  float sum[8][8] = {};
  fetch(0);
  deliver(0);
  __syncthreads();
  int now = 0;
  for (int k0 = 0; k0 < K; k0 += kStep) {
    const bool more = k0 + kStep < K;
    if (more) fetch(k0 + kStep);
    const auto& a_tile = a_tiles[now];
    const auto& b_tile = b_tiles[now];
#pragma unroll
    for (int k = 0; k < kStep; ++k) {
      // Two quads of rows and of columns, 64 apart.
      float a[8], b[8];
      *reinterpret_cast<float4*>(a) = *reinterpret_cast<const float4*>(&a_tile[k][row]);
      *reinterpret_cast<float4*>(a + 4) = *reinterpret_cast<const float4*>(&a_tile[k][row + 64]);
      *reinterpret_cast<float4*>(b) = *reinterpret_cast<const float4*>(&b_tile[k][col]);
      *reinterpret_cast<float4*>(b + 4) = *reinterpret_cast<const float4*>(&b_tile[k][col + 64]);
#pragma unroll
      for (int i = 0; i < 8; ++i) {
#pragma unroll
        for (int j = 0; j < 8; ++j) sum[i][j] += a[i] * b[j];
      }
    }
    // The other pair was read in the step before, and a barrier lies between.
    if (more) deliver(1 - now);
    __syncthreads();
    now = 1 - now;
  }
#pragma unroll
  for (int i = 0; i < 8; ++i) {
    const int m = first_m + row + (i < 4 ? i : 60 + i);
    if (m >= M) return;
    float* c = C + m * static_cast<long long>(N);
    store(c, first_n + col, N, sum[i], alpha, beta);
    store(c, first_n + col + 64, N, sum[i] + 4, alpha, beta);
  }
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + kTile - 1) / kTile, (M + kTile - 1) / kTile);
  sgemm_kernel<<<grid, kThreads>>>(M, N, K, alpha, A, B, beta, C);
}
