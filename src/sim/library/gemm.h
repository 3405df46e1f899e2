// C = alpha op(A) op(B) + beta C on column-major matrices of any types that cuBLAS combines.
#pragma once
#include <prep/sim/cublas_types.h>

#include <complex>
#include <cstddef>

namespace prep::sim {

struct Matrix {
  const void* data;
  cudaDataType type;
  int ld;
  cublasOperation_t op = CUBLAS_OP_N;
};

// Which precision the products are summed in.
enum class Sum { in_float, in_double, in_int, in_complex_float, in_complex_double };
// What the inputs are rounded to first: tensor cores in TF32 mode read 10 bits of fraction.
enum class Inputs { as_they_are, tf32 };

struct GemmShape {
  int m, n, k;
  Sum sum;
  Inputs inputs = Inputs::as_they_are;
};

// A and B are read, C is written in place. alpha and beta as complex numbers, whatever the types.
void gemm(const GemmShape& shape, std::complex<double> alpha, const Matrix& a, const Matrix& b,
          std::complex<double> beta, void* c, cudaDataType c_type, int ldc);

}  // namespace prep::sim
