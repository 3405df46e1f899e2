// 13 Tiled matrix product                                      prep run ex_13
//
// C = A B. With one thread per element of C and no tiles, each thread reads a row of A and a column of B: 2 K floats for
// K multiply-adds. A block of 32 x 32 threads reads each of these floats 32 times over, once per thread.
//
// The cure: the block fetches a tile of A and a tile of B into shared memory, once, uses each float 32 times from there,
// and moves on along K.
//
//              K                        N
//         +---------+             +---------+
//      M  |. . a a .|          K  |. b . . .|      C tile += a b, for each step of 32 along K
//         +---------+             |. b . . .|
//                                 +---------+
//
// The contract is in tiled_matmul.h (prep show ex_13 prints it). When stuck: prep hint ex_13
#include <cuda_runtime.h>

constexpr int kTile = 32;

// One block = one tile of C; one thread = one element of it.
__global__ void matmul_kernel(const float* A, const float* B, float* C, int M, int N, int K) {
  const int row = blockIdx.y * kTile + threadIdx.y;
  const int col = blockIdx.x * kTile + threadIdx.x;  // threadIdx.x along a row of B and C: neighbours, coalesced

  // TODO 1: two tiles in shared memory, one of A and one of B.

  float sum = 0.0f;
  for (int k0 = 0; k0 < K; k0 += kTile) {
    // TODO 2: every thread fetches one element of each tile. Outside the matrix the tile must hold 0, so that it adds
    //         nothing to the sum. No thread may return early: all of them are needed at the barriers.
    // TODO 3: how do you make sure that the tiles are complete before anybody uses them?
    // TODO 4: sum += ... over the 32 products of this step.
    // TODO 5: the next turn of the loop overwrites the tiles. Who may still be reading them?
  }

  if (row < M && col < N) C[row * N + col] = sum;
}

extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K) {
  if (M == 0 || N == 0) return;
  const dim3 grid(1, 1);  // TODO 6: how many tiles of C are there along N (x) and along M (y)?
  matmul_kernel<<<grid, dim3(kTile, kTile)>>>(A, B, C, M, N, K);
}
