// cuBLAS on the CPU: the functions that programs really call. Matrices are column-major. Each call is queued
// on the handle's stream and runs there, as the GPU's does; a matrix that does not fit its allocation is a
// finding. Sums run in another order than on a GPU, so results agree within rounding, not bit for bit.
#pragma once
#pragma GCC system_header
#define CUBLAS_API_H_  // samples' helper headers ask for it
#include <prep/sim/abi.h>
#include <prep/sim/complex.h>
#include <prep/sim/cublas_types.h>
#include <prep/sim/half.h>
#include <stdint.h>

#define CUBLAS_VER_MAJOR 13
#define CUBLAS_VERSION 130000
#define PREP_SIM_BLAS_REALS(X) X(S, s, float) X(D, d, double)
#define PREP_SIM_BLAS_ALL(X) PREP_SIM_BLAS_REALS(X) X(C, c, cuComplex) X(Z, z, cuDoubleComplex)

extern "C" {
cublasStatus_t cublasCreate(cublasHandle_t* handle);
cublasStatus_t cublasDestroy(cublasHandle_t handle);
cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream);
cublasStatus_t cublasGetStream(cublasHandle_t handle, cudaStream_t* stream);
cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode);
cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode);
cublasStatus_t cublasSetPointerMode(cublasHandle_t handle, cublasPointerMode_t mode);
cublasStatus_t cublasGetPointerMode(cublasHandle_t handle, cublasPointerMode_t* mode);
cublasStatus_t cublasSetAtomicsMode(cublasHandle_t handle, cublasAtomicsMode_t mode);
cublasStatus_t cublasGetAtomicsMode(cublasHandle_t handle, cublasAtomicsMode_t* mode);
cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* workspace, size_t bytes);
cublasStatus_t cublasGetVersion(cublasHandle_t handle, int* version);
const char* cublasGetStatusString(cublasStatus_t status);
const char* cublasGetStatusName(cublasStatus_t status);

cublasStatus_t cublasSetVector(int n, int size, const void* x, int incx, void* y, int incy);
cublasStatus_t cublasGetVector(int n, int size, const void* x, int incx, void* y, int incy);
cublasStatus_t cublasSetMatrix(int rows, int cols, int size, const void* a, int lda, void* b, int ldb);
cublasStatus_t cublasGetMatrix(int rows, int cols, int size, const void* a, int lda, void* b, int ldb);
cublasStatus_t cublasSetVectorAsync(int n, int size, const void* x, int incx, void* y, int incy,
                                    cudaStream_t stream);
cublasStatus_t cublasGetVectorAsync(int n, int size, const void* x, int incx, void* y, int incy,
                                    cudaStream_t stream);
cublasStatus_t cublasSetMatrixAsync(int rows, int cols, int size, const void* a, int lda, void* b, int ldb,
                                    cudaStream_t stream);
cublasStatus_t cublasGetMatrixAsync(int rows, int cols, int size, const void* a, int lda, void* b, int ldb,
                                    cudaStream_t stream);

#define PREP_SIM_BLAS_EVERY(L, l, T)                                                                         \
  cublasStatus_t cublas##L##axpy(cublasHandle_t, int n, const T* alpha, const T* x, int incx, T* y, int incy); \
  cublasStatus_t cublas##L##scal(cublasHandle_t, int n, const T* alpha, T* x, int incx);                     \
  cublasStatus_t cublas##L##copy(cublasHandle_t, int n, const T* x, int incx, T* y, int incy);               \
  cublasStatus_t cublas##L##swap(cublasHandle_t, int n, T* x, int incx, T* y, int incy);                     \
  cublasStatus_t cublasI##l##amax(cublasHandle_t, int n, const T* x, int incx, int* result);                 \
  cublasStatus_t cublasI##l##amin(cublasHandle_t, int n, const T* x, int incx, int* result);                 \
  cublasStatus_t cublas##L##gemv(cublasHandle_t, cublasOperation_t, int m, int n, const T* alpha, const T* a, \
                                 int lda, const T* x, int incx, const T* beta, T* y, int incy);              \
  cublasStatus_t cublas##L##gemm(cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m, int n,   \
                                 int k, const T* alpha, const T* a, int lda, const T* b, int ldb,            \
                                 const T* beta, T* c, int ldc);                                              \
  cublasStatus_t cublas##L##gemmBatched(cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m,   \
                                        int n, int k, const T* alpha, const T* const a[], int lda,           \
                                        const T* const b[], int ldb, const T* beta, T* const c[], int ldc,   \
                                        int count);                                                          \
  cublasStatus_t cublas##L##gemmStridedBatched(                                                              \
      cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k, const T* alpha,       \
      const T* a, int lda, long long stride_a, const T* b, int ldb, long long stride_b, const T* beta, T* c, \
      int ldc, long long stride_c, int count);                                                               \
  cublasStatus_t cublas##L##geam(cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m, int n,   \
                                 const T* alpha, const T* a, int lda, const T* beta, const T* b, int ldb,    \
                                 T* c, int ldc);                                                             \
  cublasStatus_t cublas##L##trsm(cublasHandle_t, cublasSideMode_t, cublasFillMode_t, cublasOperation_t,      \
                                 cublasDiagType_t, int m, int n, const T* alpha, const T* a, int lda, T* b,  \
                                 int ldb);
PREP_SIM_BLAS_ALL(PREP_SIM_BLAS_EVERY)
#undef PREP_SIM_BLAS_EVERY

#define PREP_SIM_BLAS_REAL(L, l, T)                                                                          \
  cublasStatus_t cublas##L##dot(cublasHandle_t, int n, const T* x, int incx, const T* y, int incy, T* result); \
  cublasStatus_t cublas##L##nrm2(cublasHandle_t, int n, const T* x, int incx, T* result);                    \
  cublasStatus_t cublas##L##asum(cublasHandle_t, int n, const T* x, int incx, T* result);                    \
  cublasStatus_t cublas##L##rot(cublasHandle_t, int n, T* x, int incx, T* y, int incy, const T* c, const T* s); \
  cublasStatus_t cublas##L##ger(cublasHandle_t, int m, int n, const T* alpha, const T* x, int incx,          \
                                const T* y, int incy, T* a, int lda);                                        \
  cublasStatus_t cublas##L##symv(cublasHandle_t, cublasFillMode_t, int n, const T* alpha, const T* a, int lda, \
                                 const T* x, int incx, const T* beta, T* y, int incy);                       \
  cublasStatus_t cublas##L##symm(cublasHandle_t, cublasSideMode_t, cublasFillMode_t, int m, int n,           \
                                 const T* alpha, const T* a, int lda, const T* b, int ldb, const T* beta,    \
                                 T* c, int ldc);                                                             \
  cublasStatus_t cublas##L##syrk(cublasHandle_t, cublasFillMode_t, cublasOperation_t, int n, int k,          \
                                 const T* alpha, const T* a, int lda, const T* beta, T* c, int ldc);         \
  cublasStatus_t cublas##L##dgmm(cublasHandle_t, cublasSideMode_t, int m, int n, const T* a, int lda,        \
                                 const T* x, int incx, T* c, int ldc);
PREP_SIM_BLAS_REALS(PREP_SIM_BLAS_REAL)
#undef PREP_SIM_BLAS_REAL

cublasStatus_t cublasScnrm2(cublasHandle_t, int n, const cuComplex* x, int incx, float* result);
cublasStatus_t cublasDznrm2(cublasHandle_t, int n, const cuDoubleComplex* x, int incx, double* result);
cublasStatus_t cublasCdotc(cublasHandle_t, int n, const cuComplex* x, int incx, const cuComplex* y, int incy,
                           cuComplex* result);
cublasStatus_t cublasZdotc(cublasHandle_t, int n, const cuDoubleComplex* x, int incx, const cuDoubleComplex* y,
                           int incy, cuDoubleComplex* result);

cublasStatus_t cublasGemmEx(cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                            const void* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                            cudaDataType b_type, int ldb, const void* beta, void* c, cudaDataType c_type,
                            int ldc, cublasComputeType_t compute, cublasGemmAlgo_t algorithm);
cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m,
                                          int n, int k, const void* alpha, const void* a, cudaDataType a_type,
                                          int lda, long long stride_a, const void* b, cudaDataType b_type,
                                          int ldb, long long stride_b, const void* beta, void* c,
                                          cudaDataType c_type, int ldc, long long stride_c, int count,
                                          cublasComputeType_t compute, cublasGemmAlgo_t algorithm);
cublasStatus_t cublasGemmBatchedEx(cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m, int n,
                                   int k, const void* alpha, const void* const a[], cudaDataType a_type,
                                   int lda, const void* const b[], cudaDataType b_type, int ldb,
                                   const void* beta, void* const c[], cudaDataType c_type, int ldc, int count,
                                   cublasComputeType_t compute, cublasGemmAlgo_t algorithm);
cublasStatus_t cublasSgemmEx(cublasHandle_t, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                             const float* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                             cudaDataType b_type, int ldb, const float* beta, void* c, cudaDataType c_type,
                             int ldc);
}

// Half precision: alpha and beta are halves too.
PREP_SIM_API cublasStatus_t cublasHgemm(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m,
                                        int n, int k, const __half* alpha, const __half* a, int lda,
                                        const __half* b, int ldb, const __half* beta, __half* c, int ldc) {
  return cublasGemmEx(handle, ta, tb, m, n, k, alpha, a, CUDA_R_16F, lda, b, CUDA_R_16F, ldb, beta, c,
                      CUDA_R_16F, ldc, CUBLAS_COMPUTE_16F, CUBLAS_GEMM_DEFAULT);
}
PREP_SIM_API cublasStatus_t cublasHgemmStridedBatched(
    cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k, const __half* alpha,
    const __half* a, int lda, long long stride_a, const __half* b, int ldb, long long stride_b,
    const __half* beta, __half* c, int ldc, long long stride_c, int count) {
  return cublasGemmStridedBatchedEx(handle, ta, tb, m, n, k, alpha, a, CUDA_R_16F, lda, stride_a, b, CUDA_R_16F,
                                    ldb, stride_b, beta, c, CUDA_R_16F, ldc, stride_c, count,
                                    CUBLAS_COMPUTE_16F, CUBLAS_GEMM_DEFAULT);
}

// Before cuBLAS 11 the compute type was a data type; C++ callers may still write it so.
PREP_SIM_API cublasComputeType_t prep_compute_of(cudaDataType type) {
  return type == CUDA_R_16F                         ? CUBLAS_COMPUTE_16F
         : type == CUDA_R_64F || type == CUDA_C_64F ? CUBLAS_COMPUTE_64F
         : type == CUDA_R_32I                       ? CUBLAS_COMPUTE_32I
                                                    : CUBLAS_COMPUTE_32F;
}
PREP_SIM_API cublasStatus_t cublasGemmEx(cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb,
                                         int m, int n, int k, const void* alpha, const void* a,
                                         cudaDataType a_type, int lda, const void* b, cudaDataType b_type,
                                         int ldb, const void* beta, void* c, cudaDataType c_type, int ldc,
                                         cudaDataType compute, cublasGemmAlgo_t algorithm) {
  return cublasGemmEx(handle, ta, tb, m, n, k, alpha, a, a_type, lda, b, b_type, ldb, beta, c, c_type, ldc,
                      prep_compute_of(compute), algorithm);
}
PREP_SIM_API cublasStatus_t cublasGemmStridedBatchedEx(
    cublasHandle_t handle, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k, const void* alpha,
    const void* a, cudaDataType a_type, int lda, long long stride_a, const void* b, cudaDataType b_type, int ldb,
    long long stride_b, const void* beta, void* c, cudaDataType c_type, int ldc, long long stride_c, int count,
    cudaDataType compute, cublasGemmAlgo_t algorithm) {
  return cublasGemmStridedBatchedEx(handle, ta, tb, m, n, k, alpha, a, a_type, lda, stride_a, b, b_type, ldb,
                                    stride_b, beta, c, c_type, ldc, stride_c, count, prep_compute_of(compute),
                                    algorithm);
}
#define cublasCreate_v2 cublasCreate
#define cublasDestroy_v2 cublasDestroy
#define cublasSetStream_v2 cublasSetStream
#define cublasGetStream_v2 cublasGetStream
#define cublasSetPointerMode_v2 cublasSetPointerMode
#define cublasSgemm_v2 cublasSgemm
#define cublasDgemm_v2 cublasDgemm
#define cublasSgemv_v2 cublasSgemv
#define cublasSaxpy_v2 cublasSaxpy
#define cublasSdot_v2 cublasSdot
#define cublasSscal_v2 cublasSscal
#define cublasSnrm2_v2 cublasSnrm2
