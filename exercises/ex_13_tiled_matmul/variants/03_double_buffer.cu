// expect: sim=passed gpu=passed
// Step 2, two pairs of tiles, filled in turn: one barrier per step, and the loads of the next step overlap
// the products of this one. It hides latency, which was not the limit: shared memory has to deliver as much
// as before.
#include <cuda_runtime.h>

__global__ void matmul_kernel(const float* A, const float* B, float* C, int M, int N, int K) {
  __shared__ float a_tile[2][32][32];
  __shared__ float b_tile[2][32][32];
  const int row = blockIdx.y * 32 + threadIdx.y;
  const int col = blockIdx.x * 32 + threadIdx.x;

  float sum = 0.0f;
  for (int k0 = 0, now = 0; k0 < K; k0 += 32, now ^= 1) {
    const int a_col = k0 + threadIdx.x, b_row = k0 + threadIdx.y;
    a_tile[now][threadIdx.y][threadIdx.x] = row < M && a_col < K ? A[row * K + a_col] : 0.0f;
    b_tile[now][threadIdx.y][threadIdx.x] = b_row < K && col < N ? B[b_row * N + col] : 0.0f;
    // Whoever fills this pair again, two steps on, has passed the barrier of the step between: all have read
    // it by then.
    __syncthreads();
    for (int k = 0; k < 32; ++k) sum += a_tile[now][threadIdx.y][k] * b_tile[now][k][threadIdx.x];
  }
  if (row < M && col < N) C[row * N + col] = sum;
}

extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + 31) / 32, (M + 31) / 32);
  matmul_kernel<<<grid, dim3(32, 32)>>>(A, B, C, M, N, K);
}
