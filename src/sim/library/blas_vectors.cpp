// cuBLAS level 1: vectors.
#include <cmath>

#include "sim/library/blas_call.h"

namespace prep::sim {
namespace {

template <class N>
auto size_of(const N& x) {  // what amax compares: for complex numbers |re| + |im|
  return std::abs(x);
}
template <class R>
R size_of(const std::complex<R>& x) {
  return std::abs(x.real()) + std::abs(x.imag());
}

template <class N>
cublasStatus_t axpy(const char* function, const void* caller, cublasHandle_t h, int n, Scalar<N> alpha, const N* x,
                    int incx, N* y, int incy) {
  if (n <= 0) return CUBLAS_STATUS_SUCCESS;
  const std::size_t y_bytes = vector_bytes(n, incy, sizeof(N));
  return submit_blas(h, function, caller, {{"x", x, vector_bytes(n, incx, sizeof(N))}, {"y", y, y_bytes}}, [=] {
    const Strided<const N> from(x, n, incx);
    const Strided<N> to(y, n, incy);
    const N a = alpha();
    for (int i = 0; i < n; ++i) to[i] = a * from[i] + to[i];
  });
}

template <class N>
cublasStatus_t scal(const char* function, const void* caller, cublasHandle_t h, int n, Scalar<N> alpha, N* x, int incx) {
  if (n <= 0 || incx <= 0) return CUBLAS_STATUS_SUCCESS;
  return submit_blas(h, function, caller, {{"x", x, vector_bytes(n, incx, sizeof(N))}}, [=] {
    const Strided<N> v(x, n, incx);
    const N a = alpha();
    for (int i = 0; i < n; ++i) v[i] = a * v[i];
  });
}

enum class Move { copy, swap };
template <class N>
cublasStatus_t move(Move kind, const char* function, const void* caller, cublasHandle_t h, int n, N* x, int incx, N* y,
                    int incy) {
  if (n <= 0) return CUBLAS_STATUS_SUCCESS;
  const std::size_t y_bytes = vector_bytes(n, incy, sizeof(N));
  return submit_blas(h, function, caller, {{"x", x, vector_bytes(n, incx, sizeof(N))}, {"y", y, y_bytes}}, [=] {
    const Strided<N> a(x, n, incx), b(y, n, incy);
    for (int i = 0; i < n; ++i) {
      if (kind == Move::swap)
        std::swap(a[i], b[i]);
      else
        b[i] = a[i];
    }
    filled(y, y_bytes);
  });
}

enum class Extreme { largest, smallest };
template <class N>
cublasStatus_t find_extreme(Extreme kind, const char* function, const void* caller, cublasHandle_t h, int n, const N* x,
                            int incx, int* result) {
  const int count = n <= 0 || incx <= 0 ? 0 : n;
  return submit_for_result(h, function, caller, {{"x", x, vector_bytes(count, incx, sizeof(N))}}, result, [=] {
    if (count == 0) return 0;
    const Strided<const N> v(x, count, incx);
    int best = 0;
    for (int i = 1; i < count; ++i) {
      const bool better = kind == Extreme::largest ? size_of(v[i]) > size_of(v[best]) : size_of(v[i]) < size_of(v[best]);
      if (better) best = i;
    }
    return best + 1;  // cuBLAS counts from 1
  });
}

template <class N>
cublasStatus_t dot(const char* function, const void* caller, cublasHandle_t h, int n, const N* x, int incx, const N* y,
                   int incy, N* result) {
  return submit_for_result(
      h, function, caller, {{"x", x, vector_bytes(n, incx, sizeof(N))}, {"y", y, vector_bytes(n, incy, sizeof(N))}},
      result, [=] {
        const Strided<const N> a(x, n, incx), b(y, n, incy);
        std::complex<double> sum = 0;
        for (int i = 0; i < n; ++i) {
          if constexpr (std::is_floating_point_v<N>)
            sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
          else
            sum += std::conj(std::complex<double>(a[i])) * std::complex<double>(b[i]);
        }
        if constexpr (std::is_floating_point_v<N>)
          return static_cast<N>(sum.real());
        else
          return N(sum);
      });
}

enum class Norm { euclid, sum };
template <class N, class R>
cublasStatus_t norm(Norm kind, const char* function, const void* caller, cublasHandle_t h, int n, const N* x, int incx,
                    R* result) {
  const int count = n <= 0 || incx <= 0 ? 0 : n;
  return submit_for_result(h, function, caller, {{"x", x, vector_bytes(count, incx, sizeof(N))}}, result, [=] {
    const Strided<const N> v(x, count, incx);
    double sum = 0;
    for (int i = 0; i < count; ++i) {
      const double size = kind == Norm::sum ? static_cast<double>(size_of(v[i])) : static_cast<double>(std::abs(v[i]));
      sum += kind == Norm::sum ? size : size * size;
    }
    return static_cast<R>(kind == Norm::sum ? sum : std::sqrt(sum));
  });
}

template <class N>
cublasStatus_t rot(const char* function, const void* caller, cublasHandle_t h, int n, N* x, int incx, N* y, int incy,
                   Scalar<N> cosine, Scalar<N> sine) {
  if (n <= 0) return CUBLAS_STATUS_SUCCESS;
  return submit_blas(h, function, caller,
                     {{"x", x, vector_bytes(n, incx, sizeof(N))}, {"y", y, vector_bytes(n, incy, sizeof(N))}}, [=] {
                       const Strided<N> a(x, n, incx), b(y, n, incy);
                       const N c = cosine(), s = sine();
                       for (int i = 0; i < n; ++i) {
                         const N turned = c * a[i] + s * b[i];
                         b[i] = c * b[i] - s * a[i];
                         a[i] = turned;
                       }
                     });
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;
#define PREP_SIM_DEFINE(L, l, T)                                                                                   \
  cublasStatus_t cublas##L##axpy(cublasHandle_t h, int n, const T* alpha, const T* x, int incx, T* y, int incy) {  \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr);                                                                    \
    return axpy<Number<T>>("cublas" #L "axpy", PREP_SIM_BLAS_CALLER, h, n, {h, alpha}, numbers(x), incx, numbers(y), \
                           incy);                                                                                  \
  }                                                                                                                \
  cublasStatus_t cublas##L##scal(cublasHandle_t h, int n, const T* alpha, T* x, int incx) {                        \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr);                                                                    \
    return scal<Number<T>>("cublas" #L "scal", PREP_SIM_BLAS_CALLER, h, n, {h, alpha}, numbers(x), incx);          \
  }                                                                                                                \
  cublasStatus_t cublas##L##copy(cublasHandle_t h, int n, const T* x, int incx, T* y, int incy) {                  \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                \
    return move(Move::copy, "cublas" #L "copy", PREP_SIM_BLAS_CALLER, h, n, const_cast<Number<T>*>(numbers(x)),    \
                incx, numbers(y), incy);                                                                           \
  }                                                                                                                \
  cublasStatus_t cublas##L##swap(cublasHandle_t h, int n, T* x, int incx, T* y, int incy) {                        \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                \
    return move(Move::swap, "cublas" #L "swap", PREP_SIM_BLAS_CALLER, h, n, numbers(x), incx, numbers(y), incy);   \
  }                                                                                                                \
  cublasStatus_t cublasI##l##amax(cublasHandle_t h, int n, const T* x, int incx, int* result) {                    \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                \
    return find_extreme(Extreme::largest, "cublasI" #l "amax", PREP_SIM_BLAS_CALLER, h, n, numbers(x), incx, result); \
  }                                                                                                                \
  cublasStatus_t cublasI##l##amin(cublasHandle_t h, int n, const T* x, int incx, int* result) {                    \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                \
    return find_extreme(Extreme::smallest, "cublasI" #l "amin", PREP_SIM_BLAS_CALLER, h, n, numbers(x), incx, result); \
  }
#define PREP_SIM_DEFINE_REAL(L, l, T)                                                                                  \
  cublasStatus_t cublas##L##dot(cublasHandle_t h, int n, const T* x, int incx, const T* y, int incy, T* result) {      \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                    \
    return dot("cublas" #L "dot", PREP_SIM_BLAS_CALLER, h, n, x, incx, y, incy, result);                               \
  }                                                                                                                    \
  cublasStatus_t cublas##L##nrm2(cublasHandle_t h, int n, const T* x, int incx, T* result) {                           \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                    \
    return norm(Norm::euclid, "cublas" #L "nrm2", PREP_SIM_BLAS_CALLER, h, n, x, incx, result);                        \
  }                                                                                                                    \
  cublasStatus_t cublas##L##asum(cublasHandle_t h, int n, const T* x, int incx, T* result) {                           \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                    \
    return norm(Norm::sum, "cublas" #L "asum", PREP_SIM_BLAS_CALLER, h, n, x, incx, result);                           \
  }                                                                                                                    \
  cublasStatus_t cublas##L##rot(cublasHandle_t h, int n, T* x, int incx, T* y, int incy, const T* c, const T* s) {     \
    PREP_SIM_BLAS_REQUIRE(h, c != nullptr && s != nullptr);                                                            \
    return rot<T>("cublas" #L "rot", PREP_SIM_BLAS_CALLER, h, n, x, incx, y, incy, {h, c}, {h, s});                    \
  }

extern "C" {
PREP_SIM_BLAS_ALL(PREP_SIM_DEFINE)
PREP_SIM_BLAS_REALS(PREP_SIM_DEFINE_REAL)

cublasStatus_t cublasScnrm2(cublasHandle_t h, int n, const cuComplex* x, int incx, float* result) {
  PREP_SIM_BLAS_REQUIRE(h, true);
  return norm(Norm::euclid, "cublasScnrm2", PREP_SIM_BLAS_CALLER, h, n, numbers(x), incx, result);
}
cublasStatus_t cublasDznrm2(cublasHandle_t h, int n, const cuDoubleComplex* x, int incx, double* result) {
  PREP_SIM_BLAS_REQUIRE(h, true);
  return norm(Norm::euclid, "cublasDznrm2", PREP_SIM_BLAS_CALLER, h, n, numbers(x), incx, result);
}
cublasStatus_t cublasCdotc(cublasHandle_t h, int n, const cuComplex* x, int incx, const cuComplex* y, int incy,
                           cuComplex* result) {
  PREP_SIM_BLAS_REQUIRE(h, true);
  return dot("cublasCdotc", PREP_SIM_BLAS_CALLER, h, n, numbers(x), incx, numbers(y), incy, numbers(result));
}
cublasStatus_t cublasZdotc(cublasHandle_t h, int n, const cuDoubleComplex* x, int incx, const cuDoubleComplex* y,
                           int incy, cuDoubleComplex* result) {
  PREP_SIM_BLAS_REQUIRE(h, true);
  return dot("cublasZdotc", PREP_SIM_BLAS_CALLER, h, n, numbers(x), incx, numbers(y), incy, numbers(result));
}
}
