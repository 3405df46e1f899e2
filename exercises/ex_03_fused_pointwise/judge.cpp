// Judge of ex_03: y = gelu(x + bias) + res with the exact GELU, in fp64.
#include <prep/judge.h>

#include <cmath>

namespace {

using namespace prep;

double gelu(double v) { return 0.5 * v * std::erfc(-v / std::sqrt(2.0)); }  // erfc keeps the left tail

struct FusedPointwiseJudge : Judge {
  // x reaches well past |2.7|, where the tanh form is 4.7e-4 away; bias and res are off-centre, so that a forgotten,
  // swapped or misplaced one shows. "reach" widens x to the far tails.
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index rows = p.i("rows"), cols = p.i("cols");
    const double reach = p.has("reach") ? p.f("reach") : 6;
    return {{"x", Type::f32, {rows, cols}, Role::in, Fill::uniform(-reach, reach)},
            {"bias", Type::f32, {cols}, Role::in, Fill::uniform(-0.5, 1)},
            {"res", Type::f32, {rows, cols}, Role::in, Fill::uniform(1, 4)},
            {"y", Type::f32, {rows, cols}, Role::out, {}}};
  }

  bool legal(const Params& p) const override {
    return p.i("rows") >= 0 && p.i("cols") >= 1 && p.i("rows") <= (Index{1} << 30) / p.i("cols");
  }

  Index units(const Params& p) const override { return p.i("rows"); }

  void expected(const Params& p, const Data& in, Index row, Expect& expect) const override {
    const auto x = in.get<float>("x");
    const auto bias = in.get<float>("bias");
    const auto res = in.get<float>("res");
    const Index cols = p.i("cols");
    for (Index col = 0; col < cols; ++col) {
      const Index element = row * cols + col;
      const auto k = static_cast<std::size_t>(element);
      const double g = gelu(static_cast<double>(x[k]) + bias[static_cast<std::size_t>(col)]);
      expect.value("y", element, g + res[k], std::abs(g) + std::abs(res[k]));
    }
  }

  // With v = x + bias and u = 2^-24: the sum v is off by u|v|, times |gelu'| <= 1.13. The argument of erf carries 2u, which
  // moves v/2 erf by at most 0.5 u|v|. erff is good to 2 ulp and 1 + erf is rounded once: 3u, times |v|/2. Two products
  // round by u|gelu| each, the last addition by u(|gelu| + |res|). For |v| > 6 all but the roundings of v, gelu and y
  // vanish: 5.2 u (|gelu| + |res|) = 3.1e-7. For |v| <= 6 the rest is at most 2u |v| <= 7.2e-7 more, and largest near |v| = 1.
  // 1e-6 each, absolute and relative, leaves room for a fused multiply-add or erfcf, and stays 80 times below the tanh form's error.
  Tolerance tolerance(const Params&, Name) const override { return {.abs = 1e-6, .rel = 1e-6}; }

  // About 30 FLOP per element, most of them in erff.
  Work work(const Params& p) const override {
    const auto cols = static_cast<double>(p.i("cols"));
    const double n = static_cast<double>(p.i("rows")) * cols;
    return {.read_bytes = 8 * n + 4 * cols, .write_bytes = 4 * n, .flops = 30 * n};
  }
};

}  // namespace

PREP_JUDGE(FusedPointwiseJudge)
