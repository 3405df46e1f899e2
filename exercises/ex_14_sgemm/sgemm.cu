// SGEMM: C = alpha A B + beta C. Judge it with: prep run ex_14
//
// The climb from ex_13 to the library. Each step removes what the step before was limited by; measure, or
// count, at each:
//   1. one thread per element, neighbours in x: coalesced, two loads from the caches per multiply-add
//   2. tiles in shared memory (your ex_13): two loads from shared memory per multiply-add
//   3. a column of 8 elements per thread: one value of B is used 8 times, 1 + 1/8 loads
//   4. a square of 8 x 8 per thread: 16 loads for 64 multiply-adds, 1/4
//   5. 16 bytes per load: 1/16 load instructions
//   6. the next tile is on its way while this one is used
//   7. tiles per warp, so that its lanes read few different addresses
// What is here is a first half of step 4: the loop over K and the registers, for one block of 64 x 64 and 64
// threads, but it fetches no tiles yet. Read the contract first: beta = 0 must not read C, and N and K may be
// odd.
#include <cuda_runtime.h>

constexpr int kTile = 64, kStep = 8, kThreads = 64;

__global__ void sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                             float* C) {
  // 64 threads in a square of 8 x 8. Thread (row, col) owns the rows row + 8 i and the columns col + 8 j.
  const int row = threadIdx.x / 8, col = threadIdx.x % 8;
  const int first_m = blockIdx.y * kTile, first_n = blockIdx.x * kTile;

  // TODO 1: two tiles in shared memory, 64 x 8 of A and 8 x 64 of B.
  float sum[8][8] = {};
  for (int k0 = 0; k0 < K; k0 += kStep) {
    // TODO 2: each thread fetches 8 floats of each tile, zeros beyond the edges. Barrier: who waits for whom?
    for (int k = 0; k < kStep; ++k) {
      float a[8] = {}, b[8] = {};
      // TODO 3: load column k of the tile of A (8 values, one per row of this thread) and row k of the tile
      // of B.
      for (int i = 0; i < 8; ++i)
        for (int j = 0; j < 8; ++j) sum[i][j] += a[i] * b[j];  // 64 multiply-adds for 16 loads
    }
    // TODO 4: the next step overwrites the tiles.
  }

  for (int i = 0; i < 8; ++i) {
    for (int j = 0; j < 8; ++j) {
      const int m = first_m + row + 8 * i, n = first_n + col + 8 * j;
      if (m >= M || n >= N) continue;
      // TODO 5: what if beta is 0 and C holds NaN?
      C[m * N + n] = alpha * sum[i][j] + beta * C[m * N + n];
    }
  }
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + kTile - 1) / kTile, (M + kTile - 1) / kTile);
  sgemm_kernel<<<grid, kThreads>>>(M, N, K, alpha, A, B, beta, C);
}
