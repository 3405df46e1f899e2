// expect: sim=passed gpu=too_slow
// Step 2 of the ladder. threadIdx.x along a row of B and C: 4 sectors per load, and the value of A is the
// same for the warp. The arithmetic now waits for L1: two loads per multiply-add.
#include <cuda_runtime.h>

__global__ void sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                             float* C) {
  const int n = blockIdx.x * blockDim.x + threadIdx.x, m = blockIdx.y * blockDim.y + threadIdx.y;
  if (m >= M || n >= N) return;
  float sum = 0.0f;
  for (int k = 0; k < K; ++k) sum += A[m * K + k] * B[k * N + n];
  float* c = C + m * N + n;
  *c = beta == 0.0f ? alpha * sum : alpha * sum + beta * *c;
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + 31) / 32, (M + 31) / 32);
  sgemm_kernel<<<grid, dim3(32, 32)>>>(M, N, K, alpha, A, B, beta, C);
}
