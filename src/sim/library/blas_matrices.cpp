// cuBLAS levels 2 and 3 besides gemm.
#include <algorithm>
#include <vector>

#include "sim/library/blas_call.h"

namespace prep::sim {
namespace {

template <class N>
N conjugated(N x) {
  if constexpr (std::is_floating_point_v<N>)
    return x;
  else
    return std::conj(x);
}

// Reads op(A)(i, j) of a column-major matrix.
template <class N>
struct View {
  const N* data;
  std::size_t ld;
  cublasOperation_t op;
  N operator()(int i, int j) const {
    if (op == CUBLAS_OP_N) return data[static_cast<std::size_t>(j) * ld + static_cast<std::size_t>(i)];
    const N x = data[static_cast<std::size_t>(i) * ld + static_cast<std::size_t>(j)];
    return op == CUBLAS_OP_C ? conjugated(x) : x;
  }
};
template <class N>
View<N> view(const N* data, int ld, cublasOperation_t op) {
  return {data, static_cast<std::size_t>(ld), op};
}
// A symmetric matrix of which one triangle is stored.
template <class N>
struct Symmetric {
  View<N> stored;
  bool lower;
  N operator()(int i, int j) const { return (i >= j) == lower || i == j ? stored(i, j) : stored(j, i); }
};

template <class N>
N blended(N beta, N old, N fresh) {  // what is not scaled in is not read: it may hold anything
  return beta == N(0) ? fresh : fresh + beta * old;
}

template <class N, class Read>
void multiply_vector(int rows, int cols, N alpha, Read a, const Strided<const N>& x, N beta, const Strided<N>& y) {
  std::vector<N> sums(static_cast<std::size_t>(rows));
  for (int j = 0; j < cols; ++j) {
    const N factor = x[j];
    for (int i = 0; i < rows; ++i) sums[static_cast<std::size_t>(i)] += a(i, j) * factor;
  }
  for (int i = 0; i < rows; ++i) y[i] = blended(beta, y[i], alpha * sums[static_cast<std::size_t>(i)]);
}

template <class N>
cublasStatus_t gemv(const char* function, const void* caller, cublasHandle_t h, cublasOperation_t op, int m, int n,
                    Scalar<N> alpha, const N* a, int lda, const N* x, int incx, Scalar<N> beta, N* y, int incy) {
  if (m < 0 || n < 0 || lda < std::max(1, m) || incx == 0 || incy == 0) return CUBLAS_STATUS_INVALID_VALUE;
  if (m == 0 || n == 0) return CUBLAS_STATUS_SUCCESS;
  const int rows = op == CUBLAS_OP_N ? m : n, cols = op == CUBLAS_OP_N ? n : m;
  const std::size_t y_bytes = vector_bytes(rows, incy, sizeof(N));
  return submit_blas(h, function, caller,
                     {{"A", a, matrix_bytes(m, n, lda, sizeof(N))},
                      {"x", x, vector_bytes(cols, incx, sizeof(N))},
                      {"y", y, y_bytes}},
                     [=] {
                       multiply_vector<N>(rows, cols, alpha(), view(a, lda, op), {x, cols, incx}, beta(), {y, rows, incy});
                       filled(y, y_bytes);
                     });
}

template <class N>
cublasStatus_t geam(const char* function, const void* caller, cublasHandle_t h, cublasOperation_t ta,
                    cublasOperation_t tb, int m, int n, Scalar<N> alpha, const N* a, int lda, Scalar<N> beta, const N* b,
                    int ldb, N* c, int ldc) {
  if (m < 0 || n < 0 || ldc < std::max(1, m)) return CUBLAS_STATUS_INVALID_VALUE;
  const auto bytes = [=](cublasOperation_t op, int ld) {
    return op == CUBLAS_OP_N ? matrix_bytes(m, n, ld, sizeof(N)) : matrix_bytes(n, m, ld, sizeof(N));
  };
  // An operand whose factor is 0 is often null.
  const std::size_t c_bytes = matrix_bytes(m, n, ldc, sizeof(N));
  return submit_blas(h, function, caller,
                     {{"A", a, a == nullptr ? 0 : bytes(ta, lda)},
                      {"B", b, b == nullptr ? 0 : bytes(tb, ldb)},
                      {"C", c, c_bytes}},
                     [=] {
                       const View<N> av = view(a, lda, ta), bv = view(b, ldb, tb);
                       const N x = alpha(), y = beta();
                       for (int j = 0; j < n; ++j)
                         for (int i = 0; i < m; ++i)
                           c[static_cast<std::ptrdiff_t>(j) * ldc + i] =
                               (x == N(0) ? N(0) : x * av(i, j)) + (y == N(0) ? N(0) : y * bv(i, j));
                       filled(c, c_bytes);
                     });
}

// B := alpha op(A)^-1 B, or alpha B op(A)^-1.
template <class N>
cublasStatus_t trsm(const char* function, const void* caller, cublasHandle_t h, cublasSideMode_t side,
                    cublasFillMode_t fill, cublasOperation_t op, cublasDiagType_t diag, int m, int n, Scalar<N> alpha,
                    const N* a, int lda, N* b, int ldb) {
  const int order = side == CUBLAS_SIDE_LEFT ? m : n;
  if (m < 0 || n < 0 || lda < std::max(1, order) || ldb < std::max(1, m)) return CUBLAS_STATUS_INVALID_VALUE;
  return submit_blas(
      h, function, caller,
      {{"A", a, matrix_bytes(order, order, lda, sizeof(N))}, {"B", b, matrix_bytes(m, n, ldb, sizeof(N))}}, [=] {
        const View<N> full = view(a, lda, op);
        const bool lower = (fill == CUBLAS_FILL_MODE_LOWER) == (op == CUBLAS_OP_N);
        const N factor = alpha();
        // From the right, the rows of B are the right-hand sides and the triangle is read across.
        const bool left = side == CUBLAS_SIDE_LEFT;
        const auto t = [&](int i, int j) { return left ? full(i, j) : full(j, i); };
        const bool forward = lower == left;
        const std::ptrdiff_t step = left ? 1 : ldb, next = left ? ldb : 1;
        for (int r = 0; r < (left ? n : m); ++r) {
          N* const x = b + r * next;
          for (int s = 0; s < order; ++s) {
            const int i = forward ? s : order - 1 - s;
            N sum = factor * x[i * step];
            for (int q = 0; q < s; ++q) {
              const int j = forward ? q : order - 1 - q;
              sum -= t(i, j) * x[j * step];
            }
            x[i * step] = diag == CUBLAS_DIAG_UNIT ? sum : sum / t(i, i);
          }
        }
      });
}

template <class N>
cublasStatus_t ger(const char* function, const void* caller, cublasHandle_t h, int m, int n, Scalar<N> alpha, const N* x,
                   int incx, const N* y, int incy, N* a, int lda) {
  if (m < 0 || n < 0 || lda < std::max(1, m) || incx == 0 || incy == 0) return CUBLAS_STATUS_INVALID_VALUE;
  return submit_blas(h, function, caller,
                     {{"x", x, vector_bytes(m, incx, sizeof(N))},
                      {"y", y, vector_bytes(n, incy, sizeof(N))},
                      {"A", a, matrix_bytes(m, n, lda, sizeof(N))}},
                     [=] {
                       const Strided<const N> xs(x, m, incx), ys(y, n, incy);
                       const N factor = alpha();
                       for (int j = 0; j < n; ++j)
                         for (int i = 0; i < m; ++i) a[static_cast<std::ptrdiff_t>(j) * lda + i] += factor * xs[i] * ys[j];
                     });
}

template <class N>
cublasStatus_t symv(const char* function, const void* caller, cublasHandle_t h, cublasFillMode_t fill, int n,
                    Scalar<N> alpha, const N* a, int lda, const N* x, int incx, Scalar<N> beta, N* y, int incy) {
  if (n < 0 || lda < std::max(1, n) || incx == 0 || incy == 0) return CUBLAS_STATUS_INVALID_VALUE;
  return submit_blas(h, function, caller,
                     {{"A", a, matrix_bytes(n, n, lda, sizeof(N))},
                      {"x", x, vector_bytes(n, incx, sizeof(N))},
                      {"y", y, vector_bytes(n, incy, sizeof(N))}},
                     [=] {
                       const Symmetric<N> s{view(a, lda, CUBLAS_OP_N), fill == CUBLAS_FILL_MODE_LOWER};
                       multiply_vector<N>(n, n, alpha(), s, {x, n, incx}, beta(), {y, n, incy});
                     });
}

template <class N>
cublasStatus_t symm(const char* function, const void* caller, cublasHandle_t h, cublasSideMode_t side,
                    cublasFillMode_t fill, int m, int n, Scalar<N> alpha, const N* a, int lda, const N* b, int ldb,
                    Scalar<N> beta, N* c, int ldc) {
  const int order = side == CUBLAS_SIDE_LEFT ? m : n;
  if (m < 0 || n < 0 || lda < std::max(1, order) || ldb < std::max(1, m) || ldc < std::max(1, m))
    return CUBLAS_STATUS_INVALID_VALUE;
  return submit_blas(h, function, caller,
                     {{"A", a, matrix_bytes(order, order, lda, sizeof(N))},
                      {"B", b, matrix_bytes(m, n, ldb, sizeof(N))},
                      {"C", c, matrix_bytes(m, n, ldc, sizeof(N))}},
                     [=] {
                       const Symmetric<N> s{view(a, lda, CUBLAS_OP_N), fill == CUBLAS_FILL_MODE_LOWER};
                       const View<N> bv = view(b, ldb, CUBLAS_OP_N);
                       const N x = alpha(), y = beta();
                       for (int j = 0; j < n; ++j)
                         for (int i = 0; i < m; ++i) {
                           N sum(0);
                           for (int l = 0; l < order; ++l)
                             sum += side == CUBLAS_SIDE_LEFT ? s(i, l) * bv(l, j) : bv(i, l) * s(l, j);
                           N& out = c[static_cast<std::ptrdiff_t>(j) * ldc + i];
                           out = blended(y, out, x * sum);
                         }
                     });
}

template <class N>
cublasStatus_t syrk(const char* function, const void* caller, cublasHandle_t h, cublasFillMode_t fill,
                    cublasOperation_t op, int n, int k, Scalar<N> alpha, const N* a, int lda, Scalar<N> beta, N* c,
                    int ldc) {
  const int rows = op == CUBLAS_OP_N ? n : k, cols = op == CUBLAS_OP_N ? k : n;
  if (n < 0 || k < 0 || lda < std::max(1, rows) || ldc < std::max(1, n)) return CUBLAS_STATUS_INVALID_VALUE;
  return submit_blas(h, function, caller,
                     {{"A", a, matrix_bytes(rows, cols, lda, sizeof(N))}, {"C", c, matrix_bytes(n, n, ldc, sizeof(N))}},
                     [=] {
                       const View<N> av = view(a, lda, op);
                       const N x = alpha(), y = beta();
                       for (int j = 0; j < n; ++j)
                         for (int i = fill == CUBLAS_FILL_MODE_LOWER ? j : 0; i < (fill == CUBLAS_FILL_MODE_LOWER ? n : j + 1); ++i) {
                           N sum(0);
                           for (int l = 0; l < k; ++l) sum += av(i, l) * av(j, l);
                           N& out = c[static_cast<std::ptrdiff_t>(j) * ldc + i];
                           out = blended(y, out, x * sum);
                         }
                     });
}

template <class N>
cublasStatus_t dgmm(const char* function, const void* caller, cublasHandle_t h, cublasSideMode_t side, int m, int n,
                    const N* a, int lda, const N* x, int incx, N* c, int ldc) {
  if (m < 0 || n < 0 || lda < std::max(1, m) || ldc < std::max(1, m)) return CUBLAS_STATUS_INVALID_VALUE;
  const int length = side == CUBLAS_SIDE_LEFT ? m : n;
  const std::size_t c_bytes = matrix_bytes(m, n, ldc, sizeof(N));
  return submit_blas(h, function, caller,
                     {{"A", a, matrix_bytes(m, n, lda, sizeof(N))},
                      {"x", x, vector_bytes(length, incx, sizeof(N))},
                      {"C", c, c_bytes}},
                     [=] {
                       const Strided<const N> xs(x, length, incx);
                       for (int j = 0; j < n; ++j)
                         for (int i = 0; i < m; ++i)
                           c[static_cast<std::ptrdiff_t>(j) * ldc + i] =
                               a[static_cast<std::ptrdiff_t>(j) * lda + i] * xs[side == CUBLAS_SIDE_LEFT ? i : j];
                       filled(c, c_bytes);
                     });
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;
#define PREP_SIM_DEFINE(L, l, T)                                                                                       \
  cublasStatus_t cublas##L##gemv(cublasHandle_t h, cublasOperation_t op, int m, int n, const T* alpha, const T* a,     \
                                 int lda, const T* x, int incx, const T* beta, T* y, int incy) {                       \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr && beta != nullptr);                                                     \
    return gemv<Number<T>>("cublas" #L "gemv", PREP_SIM_BLAS_CALLER, h, op, m, n, {h, alpha}, numbers(a), lda,         \
                           numbers(x), incx, {h, beta}, numbers(y), incy);                                             \
  }                                                                                                                    \
  cublasStatus_t cublas##L##geam(cublasHandle_t h, cublasOperation_t ta, cublasOperation_t tb, int m, int n,           \
                                 const T* alpha, const T* a, int lda, const T* beta, const T* b, int ldb, T* c,        \
                                 int ldc) {                                                                            \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr && beta != nullptr);                                                     \
    return geam<Number<T>>("cublas" #L "geam", PREP_SIM_BLAS_CALLER, h, ta, tb, m, n, {h, alpha}, numbers(a), lda,     \
                           {h, beta}, numbers(b), ldb, numbers(c), ldc);                                               \
  }                                                                                                                    \
  cublasStatus_t cublas##L##trsm(cublasHandle_t h, cublasSideMode_t side, cublasFillMode_t fill, cublasOperation_t op, \
                                 cublasDiagType_t diag, int m, int n, const T* alpha, const T* a, int lda, T* b,       \
                                 int ldb) {                                                                            \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr);                                                                        \
    return trsm<Number<T>>("cublas" #L "trsm", PREP_SIM_BLAS_CALLER, h, side, fill, op, diag, m, n, {h, alpha},        \
                           numbers(a), lda, numbers(b), ldb);                                                          \
  }
#define PREP_SIM_DEFINE_REAL(L, l, T)                                                                                  \
  cublasStatus_t cublas##L##ger(cublasHandle_t h, int m, int n, const T* alpha, const T* x, int incx, const T* y,      \
                                int incy, T* a, int lda) {                                                             \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr);                                                                        \
    return ger<T>("cublas" #L "ger", PREP_SIM_BLAS_CALLER, h, m, n, {h, alpha}, x, incx, y, incy, a, lda);             \
  }                                                                                                                    \
  cublasStatus_t cublas##L##symv(cublasHandle_t h, cublasFillMode_t fill, int n, const T* alpha, const T* a, int lda,  \
                                 const T* x, int incx, const T* beta, T* y, int incy) {                                \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr && beta != nullptr);                                                     \
    return symv<T>("cublas" #L "symv", PREP_SIM_BLAS_CALLER, h, fill, n, {h, alpha}, a, lda, x, incx, {h, beta}, y,    \
                   incy);                                                                                              \
  }                                                                                                                    \
  cublasStatus_t cublas##L##symm(cublasHandle_t h, cublasSideMode_t side, cublasFillMode_t fill, int m, int n,         \
                                 const T* alpha, const T* a, int lda, const T* b, int ldb, const T* beta, T* c,        \
                                 int ldc) {                                                                            \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr && beta != nullptr);                                                     \
    return symm<T>("cublas" #L "symm", PREP_SIM_BLAS_CALLER, h, side, fill, m, n, {h, alpha}, a, lda, b, ldb,          \
                   {h, beta}, c, ldc);                                                                                 \
  }                                                                                                                    \
  cublasStatus_t cublas##L##syrk(cublasHandle_t h, cublasFillMode_t fill, cublasOperation_t op, int n, int k,          \
                                 const T* alpha, const T* a, int lda, const T* beta, T* c, int ldc) {                  \
    PREP_SIM_BLAS_REQUIRE(h, alpha != nullptr && beta != nullptr);                                                     \
    return syrk<T>("cublas" #L "syrk", PREP_SIM_BLAS_CALLER, h, fill, op, n, k, {h, alpha}, a, lda, {h, beta}, c,      \
                   ldc);                                                                                               \
  }                                                                                                                    \
  cublasStatus_t cublas##L##dgmm(cublasHandle_t h, cublasSideMode_t side, int m, int n, const T* a, int lda,           \
                                 const T* x, int incx, T* c, int ldc) {                                                \
    PREP_SIM_BLAS_REQUIRE(h, true);                                                                                    \
    return dgmm<T>("cublas" #L "dgmm", PREP_SIM_BLAS_CALLER, h, side, m, n, a, lda, x, incx, c, ldc);                  \
  }

extern "C" {
PREP_SIM_BLAS_ALL(PREP_SIM_DEFINE)
PREP_SIM_BLAS_REALS(PREP_SIM_DEFINE_REAL)
}
