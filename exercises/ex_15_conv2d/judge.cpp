// Judge of ex_15: every plane of the output in fp64.
#include <prep/judge.h>

#include <cmath>

namespace {

using namespace prep;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

struct Shape {
  explicit Shape(const Params& p)
      : N(p.i("N")),
        C(p.i("C")),
        H(p.i("H")),
        W(p.i("W")),
        K(p.i("K")),
        R(p.i("R")),
        S(p.i("S")),
        stride(p.i("stride")),
        pad(p.i("pad")),
        Ho((H + 2 * pad - R) / stride + 1),
        Wo((W + 2 * pad - S) / stride + 1) {}
  Index N, C, H, W, K, R, S, stride, pad, Ho, Wo;
};

struct Conv2dJudge : Judge {
  // Off-centre and not symmetric: a flipped kernel, a lost tap and a lost channel all show.
  std::vector<Buffer> buffers(const Params& p) const override {
    const Shape s(p);
    return {{"x", Type::f32, {s.N, s.C, s.H, s.W}, Role::in, Fill::uniform(-1, 3)},
            {"w", Type::f32, {s.K, s.C, s.R, s.S}, Role::in, Fill::uniform(-2, 1)},
            {"bias", Type::f32, {s.K}, Role::in, Fill::uniform(3, 9)},
            {"y", Type::f32, {s.N, s.K, s.Ho, s.Wo}, Role::out, {}}};
  }

  bool legal(const Params& p) const override {
    const Shape s(p);
    return s.H + 2 * s.pad >= s.R && s.W + 2 * s.pad >= s.S && s.N * s.C * s.H * s.W <= (Index{1} << 30) &&
           s.N * s.K * s.Ho * s.Wo <= (Index{1} << 30);
  }

  Index units(const Params& p) const override { return p.i("N") * p.i("K"); }

  void expected(const Params& p, const Data& in, Index plane, Expect& expect) const override {
    const Shape s(p);
    const Index n = plane / s.K, k = plane % s.K;
    const auto x = in.get<float>("x").subspan(at(n * s.C * s.H * s.W));
    const auto w = in.get<float>("w").subspan(at(k * s.C * s.R * s.S));
    const double bias = in.get<float>("bias")[at(k)];
    for (Index i = 0; i < s.Ho; ++i) {
      for (Index j = 0; j < s.Wo; ++j) {
        double sum = bias, magnitude = std::abs(bias);
        for (Index c = 0; c < s.C; ++c) {
          for (Index r = 0; r < s.R; ++r) {
            const Index h = i * s.stride - s.pad + r;
            if (h < 0 || h >= s.H) continue;
            for (Index t = 0; t < s.S; ++t) {
              const Index v = j * s.stride - s.pad + t;
              if (v < 0 || v >= s.W) continue;
              const double term = static_cast<double>(x[at((c * s.H + h) * s.W + v)]) *
                                  static_cast<double>(w[at((c * s.R + r) * s.S + t)]);
              sum += term;
              magnitude += std::abs(term);
            }
          }
        }
        expect.value("y", (plane * s.Ho + i) * s.Wo + j, sum, magnitude);
      }
    }
  }

  // A sum of T products in any order is off by at most T u / (1 - T u) times sum|terms|, u = 2^-24 (Higham,
  // Accuracy and Stability of Numerical Algorithms, 3.1); one more addition for the bias. Winograd's
  // transforms do not keep it.
  Tolerance tolerance(const Params& p, Name) const override {
    return {.rel = (static_cast<double>(p.i("C") * p.i("R") * p.i("S")) + 2) * kEps32};
  }

  Work work(const Params& p) const override {
    const Shape s(p);
    const auto in = static_cast<double>(s.N * s.C * s.H * s.W + s.K * s.C * s.R * s.S + s.K);
    const auto out = static_cast<double>(s.N * s.K * s.Ho * s.Wo);
    return {.read_bytes = 4 * in,
            .write_bytes = 4 * out,
            .flops = 2 * out * static_cast<double>(s.C * s.R * s.S)};
  }
};

}  // namespace

PREP_JUDGE(Conv2dJudge)
