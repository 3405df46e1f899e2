// expect: sim=passed gpu=passed
// Step 3, four elements of C per thread, one below the other: they share the load of B, and the loads of A
// are one address for the whole warp. Half a shared load per multiply-add instead of one and more.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 32;
constexpr int kRows = 8;                   // the block is 32 x 8 threads
constexpr int kPerThread = kTile / kRows;  // elements of C per thread, kRows apart

__global__ void matmul_kernel(const float* __restrict__ A, const float* __restrict__ B, float* __restrict__ C,
                              int M, int N, int K) {
  __shared__ float a_tile[kTile][kTile];
  __shared__ float b_tile[kTile][kTile];
  const int col = blockIdx.x * kTile + threadIdx.x;
  const int first_row = blockIdx.y * kTile + threadIdx.y;

  float sum[kPerThread] = {};
  for (int k0 = 0; k0 < K; k0 += kTile) {
    // Zeros outside the matrices add nothing, so the product below needs no guard.
#pragma unroll
    for (int i = 0; i < kPerThread; ++i) {
      const int tile_row = threadIdx.y + i * kRows;
      const int row = first_row + i * kRows, a_col = k0 + threadIdx.x, b_row = k0 + tile_row;
      a_tile[tile_row][threadIdx.x] = row < M && a_col < K ? A[row * K + a_col] : 0.0f;
      b_tile[tile_row][threadIdx.x] = b_row < K && col < N ? B[b_row * N + col] : 0.0f;
    }
    __syncthreads();  // the tiles are complete

#pragma unroll
    for (int k = 0; k < kTile; ++k) {
      const float b = b_tile[k][threadIdx.x];
#pragma unroll
      for (int i = 0; i < kPerThread; ++i) sum[i] += a_tile[threadIdx.y + i * kRows][k] * b;
    }
    __syncthreads();  // and nobody reads them any more
  }

#pragma unroll
  for (int i = 0; i < kPerThread; ++i) {
    const int row = first_row + i * kRows;
    if (row < M && col < N) C[row * N + col] = sum[i];
  }
}

}  // namespace

extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K) {
  if (M == 0 || N == 0) return;  // K = 0 is launched: it writes the zeros
  const dim3 grid((N + kTile - 1) / kTile, (M + kTile - 1) / kTile);
  matmul_kernel<<<grid, dim3(kTile, kRows)>>>(A, B, C, M, N, K);
}
