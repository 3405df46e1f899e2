// expect: sim=wrong_answer gpu=wrong_answer
// TF32: inputs lose 13 bits of their mantissa. Fast, fine for a network, and not what an fp32 contract asks for.
#include <cuda_runtime.h>

// Keeps 10 of the 23 mantissa bits, rounded to nearest, as the tensor cores do with TF32 inputs.
__device__ float to_tf32(float x) { return __uint_as_float((__float_as_uint(x) + 0x1000u) & 0xffffe000u); }

__global__ void matmul_kernel(const float* A, const float* B, float* C, int M, int N, int K) {
  __shared__ float a_tile[32][32];
  __shared__ float b_tile[32][32];
  const int row = blockIdx.y * 32 + threadIdx.y;
  const int col = blockIdx.x * 32 + threadIdx.x;

  float sum = 0.0f;
  for (int k0 = 0; k0 < K; k0 += 32) {
    const int a_col = k0 + threadIdx.x, b_row = k0 + threadIdx.y;
    a_tile[threadIdx.y][threadIdx.x] = row < M && a_col < K ? to_tf32(A[row * K + a_col]) : 0.0f;
    b_tile[threadIdx.y][threadIdx.x] = b_row < K && col < N ? to_tf32(B[b_row * N + col]) : 0.0f;
    __syncthreads();
    for (int k = 0; k < 32; ++k) sum += a_tile[threadIdx.y][k] * b_tile[k][threadIdx.x];
    __syncthreads();
  }
  if (row < M && col < N) C[row * N + col] = sum;
}

extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + 31) / 32, (M + 31) / 32);
  matmul_kernel<<<grid, dim3(32, 32)>>>(A, B, C, M, N, K);
}
