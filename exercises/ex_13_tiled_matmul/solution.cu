// Tiles of A and B in shared memory, and eight elements of C per thread. Shared memory, not arithmetic, is
// the limit of a tile kernel: with one element per thread each multiply-add needs two loads. Eight elements
// in a column share the load of B, and the loads of A are the same address for the whole warp, four values at
// a time.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 32;                   // columns of C, and the step along K
constexpr int kRows = 8;                    // the block is 32 x 8 threads
constexpr int kPerThread = 8;               // elements of C per thread, kRows apart
constexpr int kTileM = kRows * kPerThread;  // rows of C

__global__ void __launch_bounds__(kTile * kRows)
    matmul_kernel(const float* __restrict__ A, const float* __restrict__ B, float* __restrict__ C, int M,
                  int N, int K) {
  __shared__ float a_tile[kTileM][kTile];
  __shared__ float b_tile[kTile][kTile];
  const int col = blockIdx.x * kTile + threadIdx.x;
  const int first_row = blockIdx.y * kTileM + threadIdx.y;

  float sum[kPerThread] = {};
  for (int k0 = 0; k0 < K; k0 += kTile) {
    // Zeros outside the matrices add nothing, so the product below needs no guard.
    const int a_col = k0 + threadIdx.x;
#pragma unroll
    for (int i = 0; i < kPerThread; ++i) {
      const int row = first_row + i * kRows;
      a_tile[threadIdx.y + i * kRows][threadIdx.x] = row < M && a_col < K ? A[row * K + a_col] : 0.0f;
    }
#pragma unroll
    for (int i = 0; i < kTile / kRows; ++i) {
      const int tile_row = threadIdx.y + i * kRows, b_row = k0 + tile_row;
      b_tile[tile_row][threadIdx.x] = b_row < K && col < N ? B[b_row * N + col] : 0.0f;
    }
    __syncthreads();  // the tiles are complete

    // Unrolled by four or more, so that the compiler can fetch four neighbours of A in one load.
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
  const dim3 grid((N + kTile - 1) / kTile, (M + kTileM - 1) / kTileM);
  matmul_kernel<<<grid, dim3(kTile, kRows)>>>(A, B, C, M, N, K);
}
