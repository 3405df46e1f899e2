// link: cublas
// What the learner's kernel is compared with: cuBLAS' geam, out = 1 in^T + 0.
#include <cublas_v2.h>
#include <cuda_runtime.h>

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  static cublasHandle_t handle = [] {
    cublasHandle_t made;
    cublasCreate(&made);
    return made;
  }();
  if (rows == 0 || cols == 0) return;
  const float one = 1, zero = 0;
  // Row-major out (cols x rows) is column-major rows x cols.
  cublasSgeam(handle, CUBLAS_OP_T, CUBLAS_OP_N, rows, cols, &one, in, cols, &zero, out, rows, out, rows);
}
