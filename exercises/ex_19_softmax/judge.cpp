// Judge of ex_19: every row against fp64, and each row of the answer sums to 1.
#include <prep/judge.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace {

using namespace prep;

enum class Values { normal, huge, masked };

Values values_of(const Params& p) { return static_cast<Values>(p.i("values")); }

// Ends of +-1e4 overflow exp on their own. Values near the largest are a few units apart, so that the answer is not 0 and 1.
float huge_value(float top, Rng& rng) {
  return rng.below(3) == 0 ? static_cast<float>(rng.uniform(-1e4, top)) : static_cast<float>(top - rng.uniform(0, 6));
}

void fill_masked_row(std::span<float> row, Index number, Rng& rng) {
  const float minus_infinity = -std::numeric_limits<float>::infinity();
  const auto cols = static_cast<Index>(row.size());
  // Rows take turns: nothing but -inf, one finite value (at the end of every other such row), half of them -inf.
  for (float& x : row)
    x = number % 3 == 2 && rng.below(2) == 0 ? static_cast<float>(5 + 3 * rng.normal()) : minus_infinity;
  if (number % 3 == 1) row[static_cast<std::size_t>(number % 2 == 0 ? cols - 1 : rng.below(cols))] = -7;
}

struct SoftmaxJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const std::vector<Index> shape{p.i("rows"), p.i("cols")};
    // A spread of 3: a row's largest probability is far above the mean, so a nearly uniform answer fails.
    const Fill fill = values_of(p) == Values::normal ? Fill::normal(2, 3) : Fill::custom();
    return {{"x", Type::f32, shape, Role::in, fill}, {"y", Type::f32, shape, Role::out, {}}};
  }

  bool legal(const Params& p) const override {
    return p.i("rows") >= 0 && p.i("cols") >= 1 && p.i("rows") * p.i("cols") <= (Index{1} << 30);
  }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    if (values_of(p) == Values::normal) return;
    const auto x = to.get<float>("x");
    const auto cols = static_cast<std::size_t>(p.i("cols"));
    for (Index row = 0; row < p.i("rows"); ++row) {
      const auto values = x.subspan(static_cast<std::size_t>(row) * cols, cols);
      const float top = row % 2 == 0 ? 1e4F : -9e3F;
      if (values_of(p) == Values::masked) fill_masked_row(values, row, rng);
      else std::generate(values.begin(), values.end(), [&] { return huge_value(top, rng); });
    }
  }

  Index units(const Params& p) const override { return p.i("rows"); }

  void expected(const Params& p, const Data& in, Index row, Expect& expect) const override {
    const auto cols = static_cast<std::size_t>(p.i("cols"));
    const auto x = in.get<float>("x").subspan(static_cast<std::size_t>(row) * cols, cols);
    const double max = static_cast<double>(*std::max_element(x.begin(), x.end()));
    // All -inf: the differences are NaN, and so is everything after them, which is what the contract asks for.
    double sum = 0;
    for (const float value : x) sum += std::exp(static_cast<double>(value) - max);
    for (std::size_t c = 0; c < cols; ++c)
      expect.value("y", row * p.i("cols") + static_cast<Index>(c), std::exp(static_cast<double>(x[c]) - max) / sum);
  }

  // x - max is exact or rounded once: |x - max| eps32 in the exponent. Below exp(-20) the absolute part covers everything,
  // so at most 20 eps32 = 1.2e-6; the fast exp adds about 2 + 1.2 |x - max| ulps = 26 * 2 eps32 = 3e-6; the sum, with a chain
  // of at most 128 per thread and a tree, (128 + 10) eps32 = 8e-6 at worst and a tenth of that in practice. 1e-5 in all.
  Tolerance tolerance(const Params&, Name) const override { return {1e-9, 1e-5}; }

  void check(const Params& p, const Data&, const Data& out, Report& report) const override {
    const auto cols = static_cast<std::size_t>(p.i("cols"));
    const auto y = out.get<float>("y");
    for (Index row = 0; row < p.i("rows"); ++row) {
      double sum = 0;
      for (const float value : y.subspan(static_cast<std::size_t>(row) * cols, cols)) sum += static_cast<double>(value);
      if (!(std::fabs(sum - 1) > 1e-5)) continue;  // NaN: expected() judges it
      return report.fail("row " + std::to_string(row) + " sums to " + std::to_string(sum) + " and not to 1");
    }
  }

  // A row that fits on chip is read once; a longer one is read again for the second pass.
  Work work(const Params& p) const override {
    const double n = static_cast<double>(p.i("rows")) * static_cast<double>(p.i("cols"));
    const bool on_chip = p.i("cols") * 4 <= 227 * 1024;
    return {.read_bytes = (on_chip ? 4 : 8) * n, .write_bytes = 4 * n, .flops = 5 * n};
  }
};

}  // namespace

PREP_JUDGE(SoftmaxJudge)
