// expect: sim=wrong_answer gpu=wrong_answer
// TF32 tensor cores: many times as fast, and each input keeps 11 of its 24 bits.
#include <cuda_runtime.h>
#include <mma.h>

using namespace nvcuda;

// One warp, one tile of 16 x 16, 8 along K per step.
__global__ void sgemm_kernel(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                             float* C) {
  __shared__ __align__(32) float a_tile[16 * 8], b_tile[8 * 16], c_tile[16 * 16];
  const int t = threadIdx.x, first_m = blockIdx.y * 16, first_n = blockIdx.x * 16;
  wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::row_major> a;
  wmma::fragment<wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::row_major> b;
  wmma::fragment<wmma::accumulator, 16, 16, 8, float> sum;
  wmma::fill_fragment(sum, 0.0f);
  for (int k0 = 0; k0 < K; k0 += 8) {
    for (int i = t; i < 128; i += 32) {
      const int a_row = i / 8, a_col = i % 8, b_row = i / 16, b_col = i % 16;
      a_tile[i] = first_m + a_row < M && k0 + a_col < K ? A[(first_m + a_row) * K + k0 + a_col] : 0.0f;
      b_tile[i] = k0 + b_row < K && first_n + b_col < N ? B[(k0 + b_row) * N + first_n + b_col] : 0.0f;
    }
    __syncwarp();
    wmma::load_matrix_sync(a, a_tile, 8);
    wmma::load_matrix_sync(b, b_tile, 16);
    for (int i = 0; i < a.num_elements; ++i) a.x[i] = wmma::__float_to_tf32(a.x[i]);
    for (int i = 0; i < b.num_elements; ++i) b.x[i] = wmma::__float_to_tf32(b.x[i]);
    wmma::mma_sync(sum, a, b, sum);
    __syncwarp();
  }
  wmma::store_matrix_sync(c_tile, sum, 16, wmma::mem_row_major);
  __syncwarp();
  for (int i = t; i < 256; i += 32) {
    const int m = first_m + i / 16, n = first_n + i % 16;
    if (m >= M || n >= N) continue;
    float* c = C + m * N + n;
    *c = beta == 0.0f ? alpha * c_tile[i] : alpha * c_tile[i] + beta * *c;
  }
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  const dim3 grid((N + 15) / 16, (M + 15) / 16);
  sgemm_kernel<<<grid, 32>>>(M, N, K, alpha, A, B, beta, C);
}
