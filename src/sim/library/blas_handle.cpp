// cuBLAS: handles, modes, names, and copies of vectors and matrices.
#include <prep/sim/cuda.h>

#include "sim/library/blas_call.h"

using namespace prep::sim;

namespace {

template <class T>
cublasStatus_t tell(cublasHandle_t handle, T* to, T value) {
  if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (to == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *to = value;
  return CUBLAS_STATUS_SUCCESS;
}

enum class Wait { yes, no };

cublasStatus_t copy_matrix(int rows, int cols, int size, const void* a, int lda, void* b, int ldb,
                           cudaMemcpyKind kind, cudaStream_t stream, Wait wait) {
  if (rows < 0 || cols < 0 || size <= 0 || lda < rows || ldb < rows || lda <= 0 || ldb <= 0)
    return CUBLAS_STATUS_INVALID_VALUE;
  if (rows == 0 || cols == 0) return CUBLAS_STATUS_SUCCESS;
  const auto s = static_cast<std::size_t>(size);
  const auto width = static_cast<std::size_t>(rows) * s, height = static_cast<std::size_t>(cols);
  const auto to = static_cast<std::size_t>(ldb) * s, from = static_cast<std::size_t>(lda) * s;
  const cudaError_t error = wait == Wait::yes
                                ? cudaMemcpy2D(b, to, a, from, width, height, kind)
                                : cudaMemcpy2DAsync(b, to, a, from, width, height, kind, stream);
  return error == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_MAPPING_ERROR;
}

// A vector is a matrix of one row whose columns are `inc` elements apart.
cublasStatus_t copy_vector(int n, int size, const void* x, int incx, void* y, int incy, cudaMemcpyKind kind,
                           cudaStream_t stream, Wait wait) {
  if (incx <= 0 || incy <= 0) return CUBLAS_STATUS_INVALID_VALUE;
  if (incx == 1 && incy == 1) return copy_matrix(n, 1, size, x, n > 0 ? n : 1, y, n > 0 ? n : 1, kind, stream, wait);
  return copy_matrix(1, n, size, x, incx, y, incy, kind, stream, wait);
}

}  // namespace

extern "C" {

cublasStatus_t cublasCreate(cublasHandle_t* handle) {
  if (handle == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  *handle = new prep_sim_blas;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasDestroy(cublasHandle_t handle) {
  if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  cudaDeviceSynchronize();
  delete handle;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
  if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  handle->stream = stream;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasGetStream(cublasHandle_t h, cudaStream_t* stream) { return tell(h, stream, h ? h->stream : nullptr); }
cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
  if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  handle->math = mode;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasGetMathMode(cublasHandle_t h, cublasMath_t* mode) { return tell(h, mode, h ? h->math : CUBLAS_DEFAULT_MATH); }
cublasStatus_t cublasSetPointerMode(cublasHandle_t handle, cublasPointerMode_t mode) {
  if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  handle->pointer_mode = mode;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasGetPointerMode(cublasHandle_t h, cublasPointerMode_t* mode) {
  return tell(h, mode, h ? h->pointer_mode : CUBLAS_POINTER_MODE_HOST);
}
cublasStatus_t cublasSetAtomicsMode(cublasHandle_t handle, cublasAtomicsMode_t mode) {
  if (handle == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  handle->atomics = mode;
  return CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasGetAtomicsMode(cublasHandle_t h, cublasAtomicsMode_t* mode) {
  return tell(h, mode, h ? h->atomics : CUBLAS_ATOMICS_NOT_ALLOWED);
}
cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void*, size_t) {
  return handle == nullptr ? CUBLAS_STATUS_NOT_INITIALIZED : CUBLAS_STATUS_SUCCESS;
}
cublasStatus_t cublasGetVersion(cublasHandle_t handle, int* version) { return tell(handle, version, CUBLAS_VERSION); }

const char* cublasGetStatusName(cublasStatus_t status) {
#define PREP_SIM_NAME(s) \
  case s:                \
    return #s
  switch (status) {
    PREP_SIM_NAME(CUBLAS_STATUS_SUCCESS);
    PREP_SIM_NAME(CUBLAS_STATUS_NOT_INITIALIZED);
    PREP_SIM_NAME(CUBLAS_STATUS_ALLOC_FAILED);
    PREP_SIM_NAME(CUBLAS_STATUS_INVALID_VALUE);
    PREP_SIM_NAME(CUBLAS_STATUS_ARCH_MISMATCH);
    PREP_SIM_NAME(CUBLAS_STATUS_MAPPING_ERROR);
    PREP_SIM_NAME(CUBLAS_STATUS_EXECUTION_FAILED);
    PREP_SIM_NAME(CUBLAS_STATUS_INTERNAL_ERROR);
    PREP_SIM_NAME(CUBLAS_STATUS_NOT_SUPPORTED);
    PREP_SIM_NAME(CUBLAS_STATUS_LICENSE_ERROR);
  }
#undef PREP_SIM_NAME
  return "CUBLAS_STATUS_UNKNOWN";
}
const char* cublasGetStatusString(cublasStatus_t status) {
  return status == CUBLAS_STATUS_SUCCESS ? "success" : cublasGetStatusName(status);
}

cublasStatus_t cublasSetVector(int n, int size, const void* x, int incx, void* y, int incy) {
  return copy_vector(n, size, x, incx, y, incy, cudaMemcpyHostToDevice, nullptr, Wait::yes);
}
cublasStatus_t cublasGetVector(int n, int size, const void* x, int incx, void* y, int incy) {
  return copy_vector(n, size, x, incx, y, incy, cudaMemcpyDeviceToHost, nullptr, Wait::yes);
}
cublasStatus_t cublasSetVectorAsync(int n, int size, const void* x, int incx, void* y, int incy, cudaStream_t s) {
  return copy_vector(n, size, x, incx, y, incy, cudaMemcpyHostToDevice, s, Wait::no);
}
cublasStatus_t cublasGetVectorAsync(int n, int size, const void* x, int incx, void* y, int incy, cudaStream_t s) {
  return copy_vector(n, size, x, incx, y, incy, cudaMemcpyDeviceToHost, s, Wait::no);
}
cublasStatus_t cublasSetMatrix(int rows, int cols, int size, const void* a, int lda, void* b, int ldb) {
  return copy_matrix(rows, cols, size, a, lda, b, ldb, cudaMemcpyHostToDevice, nullptr, Wait::yes);
}
cublasStatus_t cublasGetMatrix(int rows, int cols, int size, const void* a, int lda, void* b, int ldb) {
  return copy_matrix(rows, cols, size, a, lda, b, ldb, cudaMemcpyDeviceToHost, nullptr, Wait::yes);
}
cublasStatus_t cublasSetMatrixAsync(int rows, int cols, int size, const void* a, int lda, void* b, int ldb, cudaStream_t s) {
  return copy_matrix(rows, cols, size, a, lda, b, ldb, cudaMemcpyHostToDevice, s, Wait::no);
}
cublasStatus_t cublasGetMatrixAsync(int rows, int cols, int size, const void* a, int lda, void* b, int ldb, cudaStream_t s) {
  return copy_matrix(rows, cols, size, a, lda, b, ldb, cudaMemcpyDeviceToHost, s, Wait::no);
}
}
