// cuBLAS: every kind of gemm.
#include <algorithm>

#include "sim/library/blas_call.h"
#include "sim/library/element.h"
#include "sim/library/gemm.h"

namespace prep::sim {
namespace {

// How alpha and beta lie in memory.
enum class ScaleType { as_half, as_float, as_double, as_int, as_complex_float, as_complex_double };

std::complex<double> scale_at(const void* p, ScaleType type) {
  switch (type) {
    case ScaleType::as_half:
      return static_cast<double>(half_value(*static_cast<const std::uint16_t*>(p)));
    case ScaleType::as_float:
      return static_cast<double>(*static_cast<const float*>(p));
    case ScaleType::as_double:
      return *static_cast<const double*>(p);
    case ScaleType::as_int:
      return static_cast<double>(*static_cast<const std::int32_t*>(p));
    case ScaleType::as_complex_float:
      return std::complex<double>(*static_cast<const std::complex<float>*>(p));
    case ScaleType::as_complex_double:
      return *static_cast<const std::complex<double>*>(p);
  }
  return 0.0;
}

// A scalar by host or device pointer.
struct Scale {
  const void* later = nullptr;
  ScaleType type = ScaleType::as_float;
  std::complex<double> now;
  std::complex<double> operator()() const { return later != nullptr ? scale_at(later, type) : now; }
};

Scale scale_of(cublasHandle_t h, const void* p, ScaleType type) {
  if (h->pointer_mode == CUBLAS_POINTER_MODE_DEVICE) return {p, type, 0};
  return {nullptr, type, scale_at(p, type)};
}

struct Call {
  const char* function;
  const void* caller;
  cublasHandle_t h;
  cublasOperation_t ta, tb;
  int m, n, k;
  const void *alpha, *beta;
  Matrix a, b;
  void* c;
  cudaDataType c_type;
  int ldc;
  Sum sum;
  ScaleType scale;
  int count = 1;
  long long stride_a = 0, stride_b = 0, stride_c = 0;  // elements
  const void *const *as = nullptr, *const *bs = nullptr;
  void* const* cs = nullptr;  // device arrays of pointers, or null
};

template <class P>
P moved(P p, long long elements, cudaDataType type) {
  using Byte = std::conditional_t<std::is_const_v<std::remove_pointer_t<P>>, const char, char>;
  return static_cast<Byte*>(p) + elements * static_cast<long long>(element_bytes(type));
}

cublasStatus_t run_gemm(Call call) {
  if (call.h == nullptr) return CUBLAS_STATUS_NOT_INITIALIZED;
  const int a_rows = call.ta == CUBLAS_OP_N ? call.m : call.k, a_cols = call.ta == CUBLAS_OP_N ? call.k : call.m;
  const int b_rows = call.tb == CUBLAS_OP_N ? call.k : call.n, b_cols = call.tb == CUBLAS_OP_N ? call.n : call.k;
  if (call.m < 0 || call.n < 0 || call.k < 0 || call.count < 0 || call.alpha == nullptr || call.beta == nullptr ||
      call.a.ld < std::max(1, a_rows) || call.b.ld < std::max(1, b_rows) || call.ldc < std::max(1, call.m))
    return CUBLAS_STATUS_INVALID_VALUE;
  if (call.m == 0 || call.n == 0 || call.count == 0) return CUBLAS_STATUS_SUCCESS;
  call.a.op = call.ta;
  call.b.op = call.tb;
  const std::size_t a_bytes = matrix_bytes(a_rows, a_cols, call.a.ld, element_bytes(call.a.type));
  const std::size_t b_bytes = matrix_bytes(b_rows, b_cols, call.b.ld, element_bytes(call.b.type));
  const std::size_t c_bytes = matrix_bytes(call.m, call.n, call.ldc, element_bytes(call.c_type));
  const auto fits = [=](const void* a, const void* b, const void* c) {
    return reachable(call.function, {"A", a, a_bytes}, call.caller) &&
           reachable(call.function, {"B", b, b_bytes}, call.caller) &&
           reachable(call.function, {"C", c, c_bytes}, call.caller);
  };
  const auto nth = [=](int i, Matrix& a, Matrix& b, void*& c) {
    a = call.a;
    b = call.b;
    a.data = call.as != nullptr ? call.as[i] : moved(call.a.data, i * call.stride_a, call.a.type);
    b.data = call.bs != nullptr ? call.bs[i] : moved(call.b.data, i * call.stride_b, call.b.type);
    c = call.cs != nullptr ? call.cs[i] : moved(call.c, i * call.stride_c, call.c_type);
  };
  if (call.as != nullptr) {
    const auto bytes = static_cast<std::size_t>(call.count) * sizeof(void*);
    if (!reachable(call.function, {"Aarray", call.as, bytes}, call.caller) ||
        !reachable(call.function, {"Barray", call.bs, bytes}, call.caller) ||
        !reachable(call.function, {"Carray", call.cs, bytes}, call.caller))
      return CUBLAS_STATUS_SUCCESS;
  } else {
    for (const int i : {0, call.count - 1}) {
      Matrix a{}, b{};
      void* c = nullptr;
      nth(i, a, b, c);
      if (!fits(a.data, b.data, c)) return CUBLAS_STATUS_SUCCESS;
    }
  }
  const bool tf32 = call.sum == Sum::in_float && call.a.type == CUDA_R_32F && call.h->math == CUBLAS_TF32_TENSOR_OP_MATH;
  const GemmShape shape{call.m, call.n, call.k, call.sum, tf32 ? Inputs::tf32 : Inputs::as_they_are};
  const Scale alpha = scale_of(call.h, call.alpha, call.scale), beta = scale_of(call.h, call.beta, call.scale);
  const cudaError_t error = submit(call.h->stream, [=] {
    for (int i = 0; i < call.count; ++i) {
      Matrix a{}, b{};
      void* c = nullptr;
      nth(i, a, b, c);
      if (call.as != nullptr && !fits(a.data, b.data, c)) return;
      gemm(shape, alpha(), a, b, beta(), c, call.c_type, call.ldc);
      filled(c, c_bytes);
    }
  });
  return error == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

template <class T>
struct Kind;
template <>
struct Kind<float> {
  static constexpr cudaDataType kType = CUDA_R_32F;
  static constexpr Sum kSum = Sum::in_float;
  static constexpr ScaleType kScale = ScaleType::as_float;
};
template <>
struct Kind<double> {
  static constexpr cudaDataType kType = CUDA_R_64F;
  static constexpr Sum kSum = Sum::in_double;
  static constexpr ScaleType kScale = ScaleType::as_double;
};
template <>
struct Kind<cuComplex> {
  static constexpr cudaDataType kType = CUDA_C_32F;
  static constexpr Sum kSum = Sum::in_complex_float;
  static constexpr ScaleType kScale = ScaleType::as_complex_float;
};
template <>
struct Kind<cuDoubleComplex> {
  static constexpr cudaDataType kType = CUDA_C_64F;
  static constexpr Sum kSum = Sum::in_complex_double;
  static constexpr ScaleType kScale = ScaleType::as_complex_double;
};

template <class T>
Call call_of(const char* function, const void* caller, cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb,
             int m, int n, int k, const T* alpha, const T* a, int lda, const T* b, int ldb, const T* beta, T* c,
             int ldc) {
  return {function, caller, h, ta, tb, m, n, k, alpha, beta, {a, Kind<T>::kType, lda}, {b, Kind<T>::kType, ldb}, c,
          Kind<T>::kType, ldc, Kind<T>::kSum, Kind<T>::kScale};
}

// The sum and the scalars' type that a compute type stands for; false when cuBLAS has no such combination.
bool choose(Call& call, cublasComputeType_t compute) {
  const bool complex = call.c_type == CUDA_C_32F || call.c_type == CUDA_C_64F;
  if (complex && (call.a.type != call.c_type || call.b.type != call.c_type)) return false;
  if (!complex && (element_bytes(call.a.type) == 0 || element_bytes(call.b.type) == 0 || element_bytes(call.c_type) == 0))
    return false;
  switch (compute) {
    case CUBLAS_COMPUTE_16F:
    case CUBLAS_COMPUTE_16F_PEDANTIC:
      call.sum = Sum::in_float;
      call.scale = ScaleType::as_half;
      return call.a.type == CUDA_R_16F && call.b.type == CUDA_R_16F && call.c_type == CUDA_R_16F;
    case CUBLAS_COMPUTE_64F:
    case CUBLAS_COMPUTE_64F_PEDANTIC:
      call.sum = complex ? Sum::in_complex_double : Sum::in_double;
      call.scale = complex ? ScaleType::as_complex_double : ScaleType::as_double;
      return call.c_type == CUDA_R_64F || call.c_type == CUDA_C_64F;
    case CUBLAS_COMPUTE_32I:
    case CUBLAS_COMPUTE_32I_PEDANTIC:
      call.sum = Sum::in_int;
      call.scale = call.c_type == CUDA_R_32I ? ScaleType::as_int : ScaleType::as_float;
      return call.a.type == CUDA_R_8I && call.b.type == CUDA_R_8I;
    default:
      call.sum = complex ? Sum::in_complex_float : Sum::in_float;
      call.scale = complex ? ScaleType::as_complex_float : ScaleType::as_float;
      return call.c_type != CUDA_R_64F && call.c_type != CUDA_C_64F && call.c_type != CUDA_R_32I;
  }
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;
#define PREP_SIM_DEFINE(L, l, T)                                                                                       \
  cublasStatus_t cublas##L##gemm(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,    \
                                 const T* alpha, const T* a, int lda, const T* b, int ldb, const T* beta, T* c,        \
                                 int ldc) {                                                                            \
    return run_gemm(call_of<T>("cublas" #L "gemm", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, k, alpha, a, lda, b, ldb,    \
                               beta, c, ldc));                                                                         \
  }                                                                                                                    \
  cublasStatus_t cublas##L##gemmStridedBatched(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m,    \
                                               int n, int k, const T* alpha, const T* a, int lda, long long stride_a,  \
                                               const T* b, int ldb, long long stride_b, const T* beta, T* c, int ldc,  \
                                               long long stride_c, int count) {                                        \
    Call call = call_of<T>("cublas" #L "gemmStridedBatched", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, k, alpha, a, lda,  \
                           b, ldb, beta, c, ldc);                                                                      \
    call.count = count;                                                                                                \
    call.stride_a = stride_a;                                                                                          \
    call.stride_b = stride_b;                                                                                          \
    call.stride_c = stride_c;                                                                                          \
    return run_gemm(call);                                                                                             \
  }                                                                                                                    \
  cublasStatus_t cublas##L##gemmBatched(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m, int n,    \
                                        int k, const T* alpha, const T* const a[], int lda, const T* const b[],        \
                                        int ldb, const T* beta, T* const c[], int ldc, int count) {                    \
    Call call = call_of<T>("cublas" #L "gemmBatched", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, k, alpha, nullptr, lda,   \
                           nullptr, ldb, beta, nullptr, ldc);                                                          \
    call.count = count;                                                                                                \
    call.as = reinterpret_cast<const void* const*>(a);                                                                 \
    call.bs = reinterpret_cast<const void* const*>(b);                                                                 \
    call.cs = reinterpret_cast<void* const*>(c);                                                                       \
    return run_gemm(call);                                                                                             \
  }

extern "C" {
PREP_SIM_BLAS_ALL(PREP_SIM_DEFINE)

cublasStatus_t cublasGemmStridedBatchedEx(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m, int n,
                                          int k, const void* alpha, const void* a, cudaDataType a_type, int lda,
                                          long long stride_a, const void* b, cudaDataType b_type, int ldb,
                                          long long stride_b, const void* beta, void* c, cudaDataType c_type, int ldc,
                                          long long stride_c, int count, cublasComputeType_t compute,
                                          cublasGemmAlgo_t) {
  Call call{"cublasGemmStridedBatchedEx", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, k, alpha, beta, {a, a_type, lda},
            {b, b_type, ldb}, c, c_type, ldc, Sum::in_float, ScaleType::as_float, count, stride_a, stride_b, stride_c};
  return choose(call, compute) ? run_gemm(call) : CUBLAS_STATUS_NOT_SUPPORTED;
}

cublasStatus_t cublasGemmEx(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                            const void* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                            cudaDataType b_type, int ldb, const void* beta, void* c, cudaDataType c_type, int ldc,
                            cublasComputeType_t compute, cublasGemmAlgo_t) {
  Call call{"cublasGemmEx", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, k, alpha, beta, {a, a_type, lda},
            {b, b_type, ldb}, c, c_type, ldc, Sum::in_float, ScaleType::as_float};
  return choose(call, compute) ? run_gemm(call) : CUBLAS_STATUS_NOT_SUPPORTED;
}

cublasStatus_t cublasGemmBatchedEx(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                                   const void* alpha, const void* const a[], cudaDataType a_type, int lda,
                                   const void* const b[], cudaDataType b_type, int ldb, const void* beta,
                                   void* const c[], cudaDataType c_type, int ldc, int count,
                                   cublasComputeType_t compute, cublasGemmAlgo_t) {
  Call call{"cublasGemmBatchedEx", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, k, alpha, beta, {nullptr, a_type, lda},
            {nullptr, b_type, ldb}, nullptr, c_type, ldc, Sum::in_float, ScaleType::as_float, count};
  call.as = a;
  call.bs = b;
  call.cs = c;
  return choose(call, compute) ? run_gemm(call) : CUBLAS_STATUS_NOT_SUPPORTED;
}

cublasStatus_t cublasSgemmEx(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m, int n, int k,
                             const float* alpha, const void* a, cudaDataType a_type, int lda, const void* b,
                             cudaDataType b_type, int ldb, const float* beta, void* c, cudaDataType c_type, int ldc) {
  Call call{"cublasSgemmEx", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, k, alpha, beta, {a, a_type, lda},
            {b, b_type, ldb}, c, c_type, ldc, Sum::in_float, ScaleType::as_float};
  return choose(call, CUBLAS_COMPUTE_32F) ? run_gemm(call) : CUBLAS_STATUS_NOT_SUPPORTED;
}
}
