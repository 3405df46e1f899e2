// link: cublas
// What the learner's kernel is compared with: cuBLAS in pedantic fp32. It uses register tiles, which this exercise does
// not ask for.
#include <cublas_v2.h>
#include <cuda_runtime.h>

extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K) {
  static cublasHandle_t handle = [] {
    cublasHandle_t made;
    cublasCreate(&made);
    cublasSetMathMode(made, CUBLAS_PEDANTIC_MATH);
    return made;
  }();
  if (M == 0 || N == 0) return;
  const float one = 1, zero = 0;
  // Row-major C = A B is column-major C' = B' A'.
  cublasSgemm(handle, CUBLAS_OP_N, CUBLAS_OP_N, N, M, K, &one, B, N, A, K > 0 ? K : 1, &zero, C, N);
}
