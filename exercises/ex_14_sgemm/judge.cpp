// Judge of ex_14: C = alpha A B + beta C in fp64, row by row; for large products also Freivalds' check, which
// sees every element.
#include <prep/judge.h>

#include <cmath>
#include <limits>
#include <string>

namespace {

using namespace prep;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

// As the call gets them.
double alpha_of(const Params& p) { return static_cast<double>(static_cast<float>(p.f("alpha"))); }
double beta_of(const Params& p) { return static_cast<double>(static_cast<float>(p.f("beta"))); }

struct SgemmJudge : Judge {
  // Off-centre values: the sums grow with K, so a dropped or doubled term shows.
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index M = p.i("M"), N = p.i("N"), K = p.i("K");
    const Fill c = beta_of(p) == 0 ? Fill::custom() : Fill::uniform(-5, 15);
    return {{"A", Type::f32, {M, K}, Role::in, Fill::uniform(-1, 3)},
            {"B", Type::f32, {K, N}, Role::in, Fill::uniform(-3, 1)},
            {"C", Type::f32, {M, N}, Role::inout, c}};
  }

  bool legal(const Params& p) const override {
    const Index M = p.i("M"), N = p.i("N"), K = p.i("K"), most = Index{1} << 30;
    const auto fits = [](Index n) { return n >= 0 && n <= 65536; };
    return fits(M) && fits(N) && fits(K) && M * N <= most && M * K <= most && K * N <= most;
  }

  // Only for beta = 0: C must not be read, so it holds what shows that it was.
  void fill(const Params& p, Rng&, Filler& to) const override {
    if (beta_of(p) != 0) return;
    for (float& c : to.get<float>("C")) c = std::numeric_limits<float>::quiet_NaN();
  }

  Index units(const Params& p) const override { return p.i("M"); }

  void expected(const Params& p, const Data& in, Index m, Expect& expect) const override {
    const auto A = in.get<float>("A");
    const auto B = in.get<float>("B");
    const auto C = in.get<float>("C");
    const Index N = p.i("N"), K = p.i("K");
    const double alpha = alpha_of(p), beta = beta_of(p);
    std::vector<double> sum(at(N), 0.0), magnitude(at(N), 0.0);
    for (Index k = 0; k < K; ++k) {
      const double a = A[at(m * K + k)];
      for (Index n = 0; n < N; ++n) {
        const double term = a * static_cast<double>(B[at(k * N + n)]);
        sum[at(n)] += term;
        magnitude[at(n)] += std::abs(term);
      }
    }
    for (Index n = 0; n < N; ++n) {
      const double c = beta == 0 ? 0 : beta * static_cast<double>(C[at(m * N + n)]);
      expect.value("C", m * N + n, alpha * sum[at(n)] + c, std::abs(alpha) * magnitude[at(n)] + std::abs(c));
    }
  }

  // A sum of K products in any order is off by at most K u / (1 - K u) times sum|a b|, u = 2^-24 (Higham,
  // Accuracy and Stability of Numerical Algorithms, 3.1); alpha, beta and the last addition round three times
  // more, at most twice each element. TF32 keeps 11 bits of each input: 2^-11 per product, well outside for
  // small K.
  Tolerance tolerance(const Params& p, Name) const override {
    return {.rel = (static_cast<double>(p.i("K")) + 3) * kEps32};
  }

  // Freivalds: C r must equal alpha A (B r) + beta C r. Costs MN + MK + KN, so it looks at all of a product
  // whose rows are only sampled.
  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    const Index M = p.i("M"), N = p.i("N"), K = p.i("K");
    if (static_cast<double>(M) * static_cast<double>(N) * static_cast<double>(K) < 0x1p26) return;
    const auto A = in.get<float>("A");
    const auto B = in.get<float>("B");
    const auto before = in.get<float>("C");
    const auto after = out.get<float>("C");
    const double alpha = alpha_of(p), beta = beta_of(p), rel = tolerance(p, "C").rel;
    Rng rng(0x14);
    std::vector<double> r(at(N)), b(at(K), 0.0), b_abs(at(K), 0.0);
    for (double& x : r) x = static_cast<double>(rng.between(1, 9));
    for (Index k = 0; k < K; ++k) {
      for (Index n = 0; n < N; ++n) {
        const double term = static_cast<double>(B[at(k * N + n)]) * r[at(n)];
        b[at(k)] += term;
        b_abs[at(k)] += std::abs(term);
      }
    }
    for (Index m = 0; m < M && !report.failed(); ++m) {
      double want = 0, magnitude = 0, got = 0;
      for (Index k = 0; k < K; ++k) {
        const double a = alpha * static_cast<double>(A[at(m * K + k)]);
        want += a * b[at(k)];
        magnitude += std::abs(a) * b_abs[at(k)];
      }
      for (Index n = 0; n < N; ++n) {
        const double c = beta == 0 ? 0 : beta * static_cast<double>(before[at(m * N + n)]) * r[at(n)];
        want += c;
        magnitude += std::abs(c);
        got += static_cast<double>(after[at(m * N + n)]) * r[at(n)];
      }
      if (!(std::abs(got - want) <= rel * magnitude))
        report.fail("row " + std::to_string(m) +
                    " of C is wrong somewhere: C r differs from alpha A (B r) + beta C r");
    }
  }

  // Least traffic: each matrix once, C twice where beta asks for it.
  Work work(const Params& p) const override {
    const auto M = static_cast<double>(p.i("M")), N = static_cast<double>(p.i("N")),
               K = static_cast<double>(p.i("K"));
    const double c = beta_of(p) == 0 ? 0 : M * N;
    return {.read_bytes = 4 * (M * K + K * N + c), .write_bytes = 4 * M * N, .flops = 2 * M * N * K};
  }
};

}  // namespace

PREP_JUDGE(SgemmJudge)
