#include "sim/library/gemm.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/library/element.h"

namespace prep::sim {
namespace {

// The innermost tile: kTall rows of A times kWide columns of B, its sums in registers.
constexpr int kTall = 8, kWide = 4;

// Panels of `width` lines: for each step of k, `width` neighbouring elements. Missing lines are zero.
template <class Wide>
using Panels = std::vector<Wide>;

template <class Wide>
Wide conjugate(Wide x) {
  return x;
}
template <class R>
std::complex<R> conjugate(std::complex<R> x) {
  return std::conj(x);
}

template <class Wide>
Wide prepared(Wide x, Inputs) {
  return x;
}
float prepared(float x, Inputs inputs) {
  if (inputs == Inputs::as_they_are) return x;
  const std::uint32_t bits = bits_of_float(x);
  if ((bits & 0x7f800000u) == 0x7f800000u) return x;
  return float_of_bits((bits + 0x1000u) & 0xffffe000u);  // to nearest, ties away, as cvt.rna.tf32
}

// `line` runs along m (for A) or n (for B); a step of it and of k are `line_step` and `k_step` elements apart.
template <class Wide, class Read>
Panels<Wide> pack(int lines, int k, int width, Read read) {
  Panels<Wide> panels(static_cast<std::size_t>((lines + width - 1) / width) * width * k);
  Wide* out = panels.data();
  for (int first = 0; first < lines; first += width)
    for (int l = 0; l < k; ++l)
      for (int i = 0; i < width; ++i) *out++ = first + i < lines ? read(first + i, l) : Wide(0);
  return panels;
}

template <class Wide, class Stored>
Panels<Wide> pack_operand(const Matrix& x, int lines, int k, int width, bool lines_are_rows, Inputs inputs) {
  const auto* const data = static_cast<const Stored*>(x.data);
  // op(X)(line, l): a plain matrix has its rows next to each other.
  const bool line_is_near = (x.op == CUBLAS_OP_N) == lines_are_rows;
  const std::size_t line_step = line_is_near ? 1 : static_cast<std::size_t>(x.ld);
  const std::size_t k_step = line_is_near ? static_cast<std::size_t>(x.ld) : 1;
  const bool conjugated = x.op == CUBLAS_OP_C;
  return pack<Wide>(lines, k, width, [=](int line, int l) {
    const Stored& e = data[static_cast<std::size_t>(line) * line_step + static_cast<std::size_t>(l) * k_step];
    const Wide value = prepared(e.template value<Wide>(), inputs);
    return conjugated ? conjugate(value) : value;
  });
}

template <class R>
struct ComplexElement {
  std::complex<R> number;
  template <class Wide>
  Wide value() const {
    return number;
  }
  template <class Wide>
  void set(Wide x) {
    number = x;
  }
};

template <class Wide>
Panels<Wide> packed(const Matrix& x, int lines, int k, int width, bool lines_are_rows, Inputs inputs) {
  Panels<Wide> panels;
  with_real_element(x.type, [&](auto* stored) {
    panels = pack_operand<Wide, std::remove_pointer_t<decltype(stored)>>(x, lines, k, width, lines_are_rows, inputs);
  });
  return panels;
}
template <>
Panels<std::complex<float>> packed(const Matrix& x, int lines, int k, int width, bool rows, Inputs inputs) {
  return pack_operand<std::complex<float>, ComplexElement<float>>(x, lines, k, width, rows, inputs);
}
template <>
Panels<std::complex<double>> packed(const Matrix& x, int lines, int k, int width, bool rows, Inputs inputs) {
  return pack_operand<std::complex<double>, ComplexElement<double>>(x, lines, k, width, rows, inputs);
}

template <class Wide>
void tile(const Wide* a, const Wide* b, int k, Wide (&sums)[kWide][kTall]) {
  Wide local[kWide][kTall] = {};
  for (int l = 0; l < k; ++l, a += kTall, b += kWide)
    for (int j = 0; j < kWide; ++j)
      for (int i = 0; i < kTall; ++i) local[j][i] += a[i] * b[j];
  std::copy(&local[0][0], &local[0][0] + kWide * kTall, &sums[0][0]);
}

template <class Wide, class Stored>
void multiply(const GemmShape& s, Wide alpha, const Panels<Wide>& a, const Panels<Wide>& b, Wide beta, Stored* c,
              std::size_t ldc) {
  const auto k = static_cast<std::size_t>(s.k);
  Wide sums[kWide][kTall];
  for (int j0 = 0; j0 < s.n; j0 += kWide) {
    for (int i0 = 0; i0 < s.m; i0 += kTall) {
      tile(a.data() + static_cast<std::size_t>(i0) * k, b.data() + static_cast<std::size_t>(j0) * k, s.k, sums);
      for (int j = 0; j < std::min(kWide, s.n - j0); ++j) {
        Stored* const column = c + static_cast<std::size_t>(j0 + j) * ldc;
        for (int i = 0; i < std::min(kTall, s.m - i0); ++i) {
          Stored& out = column[i0 + i];
          // C is not read when beta is 0: it may hold anything.
          out.set(beta == Wide(0) ? alpha * sums[j][i] : alpha * sums[j][i] + beta * out.template value<Wide>());
        }
      }
    }
  }
}

template <class Wide>
Wide narrowed(std::complex<double> x) {
  return static_cast<Wide>(x.real());
}
template <>
std::complex<float> narrowed(std::complex<double> x) {
  return std::complex<float>(x);
}
template <>
std::complex<double> narrowed(std::complex<double> x) {
  return x;
}

template <class Wide, class Store>
void run(const GemmShape& s, std::complex<double> alpha, const Matrix& a, const Matrix& b,
         std::complex<double> beta, Store* c, int ldc) {
  const int k = alpha == 0.0 ? 0 : s.k;
  const Panels<Wide> pa = packed<Wide>(a, s.m, k, kTall, true, s.inputs);
  const Panels<Wide> pb = packed<Wide>(b, s.n, k, kWide, false, s.inputs);
  GemmShape shape = s;
  shape.k = k;
  multiply(shape, narrowed<Wide>(alpha), pa, pb, narrowed<Wide>(beta), c, static_cast<std::size_t>(ldc));
}

}  // namespace

void gemm(const GemmShape& s, std::complex<double> alpha, const Matrix& a, const Matrix& b,
          std::complex<double> beta, void* c, cudaDataType c_type, int ldc) {
  if (s.m <= 0 || s.n <= 0) return;
  if (s.sum == Sum::in_complex_float)
    return run<std::complex<float>>(s, alpha, a, b, beta, static_cast<ComplexElement<float>*>(c), ldc);
  if (s.sum == Sum::in_complex_double)
    return run<std::complex<double>>(s, alpha, a, b, beta, static_cast<ComplexElement<double>*>(c), ldc);
  with_real_element(c_type, [&](auto* stored) {
    using Stored = std::remove_pointer_t<decltype(stored)>;
    auto* const out = static_cast<Stored*>(c);
    if (s.sum == Sum::in_double)
      run<double>(s, alpha, a, b, beta, out, ldc);
    else if (s.sum == Sum::in_int)
      run<std::int32_t>(s, alpha, a, b, beta, out, ldc);
    else
      run<float>(s, alpha, a, b, beta, out, ldc);
  });
}

}  // namespace prep::sim
