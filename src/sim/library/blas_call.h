// What all cuBLAS functions share: the handle, scalars by host or device pointer, spans of vectors and
// matrices.
#pragma once
#include <prep/sim/cublas.h>
#include <prep/sim/runtime_streams.h>

#include <complex>
#include <cstdlib>
#include <initializer_list>
#include <utility>

#include "sim/library/submit.h"

struct prep_sim_blas {
  cudaStream_t stream = nullptr;
  cublasPointerMode_t pointer_mode = CUBLAS_POINTER_MODE_HOST;
  cublasMath_t math = CUBLAS_DEFAULT_MATH;
  cublasAtomicsMode_t atomics = CUBLAS_ATOMICS_NOT_ALLOWED;
};

namespace prep::sim {

// The type that arithmetic is done in.
template <class T>
struct NumberOf {
  using Type = T;
};
template <>
struct NumberOf<cuComplex> {
  using Type = std::complex<float>;
};
template <>
struct NumberOf<cuDoubleComplex> {
  using Type = std::complex<double>;
};
template <class T>
using Number = typename NumberOf<T>::Type;

template <class T>
Number<T>* numbers(T* p) {
  return reinterpret_cast<Number<T>*>(p);
}
template <class T>
const Number<T>* numbers(const T* p) {
  return reinterpret_cast<const Number<T>*>(p);
}

// A host scalar is read at the call, a device scalar when the work runs.
template <class N>
class Scalar {
 public:
  template <class T>
  Scalar(cublasHandle_t handle, const T* p)
      : later_(handle->pointer_mode == CUBLAS_POINTER_MODE_DEVICE ? numbers(p) : nullptr),
        now_(later_ == nullptr && p != nullptr ? *numbers(p) : N{}) {}
  N operator()() const { return later_ != nullptr ? *later_ : now_; }

 private:
  const N* later_;
  N now_;
};

// A BLAS vector: a negative increment walks it from its end.
template <class N>
struct Strided {
  N* first;
  std::ptrdiff_t step;
  Strided(N* data, int n, int inc) : first(inc < 0 ? data - static_cast<std::ptrdiff_t>(n - 1) * inc : data), step(inc) {}
  N& operator[](int i) const { return first[i * step]; }
};

inline std::size_t vector_bytes(int n, int inc, std::size_t size) {
  return n <= 0 ? 0 : (static_cast<std::size_t>(n - 1) * static_cast<std::size_t>(std::abs(inc)) + 1) * size;
}
inline std::size_t matrix_bytes(int rows, int cols, int ld, std::size_t size) {
  if (rows <= 0 || cols <= 0) return 0;
  return (static_cast<std::size_t>(cols - 1) * static_cast<std::size_t>(ld) + static_cast<std::size_t>(rows)) * size;
}

// Queues the work when all operands are reachable; a finding and success otherwise, as a GPU would only
// fail later.
template <class Work>
cublasStatus_t submit_blas(cublasHandle_t handle, const char* function, const void* caller,
                           std::initializer_list<Operand> operands, Work work) {
  for (const Operand& operand : operands)
    if (!reachable(function, operand, caller)) return CUBLAS_STATUS_SUCCESS;
  return submit(handle->stream, std::move(work)) == cudaSuccess ? CUBLAS_STATUS_SUCCESS
                                                                : CUBLAS_STATUS_EXECUTION_FAILED;
}

// A result goes to device memory in order, or to the host after the stream has been waited for.
template <class N, class Work>
cublasStatus_t submit_for_result(cublasHandle_t handle, const char* function, const void* caller,
                                 std::initializer_list<Operand> operands, N* result, Work work) {
  if (result == nullptr) return CUBLAS_STATUS_INVALID_VALUE;
  for (const Operand& operand : operands)
    if (!reachable(function, operand, caller)) return CUBLAS_STATUS_SUCCESS;
  const bool for_device = handle->pointer_mode == CUBLAS_POINTER_MODE_DEVICE;
  if (for_device && !reachable(function, {"result", result, sizeof(N)}, caller)) return CUBLAS_STATUS_SUCCESS;
  const cudaError_t queued = submit(handle->stream, [=] {
    *result = work();
    if (for_device) filled(result, sizeof(N));
  });
  if (queued != cudaSuccess) return CUBLAS_STATUS_EXECUTION_FAILED;
  if (!for_device && cudaStreamSynchronize(handle->stream) != cudaSuccess) return CUBLAS_STATUS_EXECUTION_FAILED;
  return CUBLAS_STATUS_SUCCESS;
}

}  // namespace prep::sim

#define PREP_SIM_BLAS_CALLER __builtin_return_address(0)
#define PREP_SIM_BLAS_REQUIRE(handle, condition)                \
  if ((handle) == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED; \
  if (!(condition)) return CUBLAS_STATUS_INVALID_VALUE
