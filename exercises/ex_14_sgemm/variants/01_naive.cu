// expect: sim=passed gpu=too_slow
// Step 1 of the ladder. One thread per element, threadIdx.x down the rows: each load of A and each store of C
// by a warp touches 32 rows, 32 sectors for 32 floats.
#include <cuda_runtime.h>

__global__ void sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                             float* C) {
  const int m = blockIdx.x * blockDim.x + threadIdx.x, n = blockIdx.y * blockDim.y + threadIdx.y;
  if (m >= M || n >= N) return;
  float sum = 0.0f;
  for (int k = 0; k < K; ++k) sum += A[m * K + k] * B[k * N + n];
  float* c = C + m * N + n;
  *c = beta == 0.0f ? alpha * sum : alpha * sum + beta * *c;
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((M + 31) / 32, (N + 31) / 32);
  sgemm_kernel<<<grid, dim3(32, 32)>>>(M, N, K, alpha, A, B, beta, C);
}
