// ex_06. min-max exactly; percentiles against the sorted values, to one bin; the cut by its own divergence:
// whatever cut is named, its KL must be the least there is.
#include <prep/judge.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace prep;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

template <class... Values>
std::string format(const char* form, Values... values) {
  std::array<char, 300> text{};
  std::snprintf(text.data(), text.size(), form, values...);
  return text.data();
}
long long ll(Index value) { return value; }

// ---- What the answers are measured by.

struct Histogram {
  double width = 0;
  std::vector<double> count;
  double total = 0;
};

Histogram histogram_of(const std::vector<float>& magnitudes, Index bins) {
  Histogram h;
  h.count.assign(at(bins), 0.0);
  h.total = static_cast<double>(magnitudes.size());
  float largest = 0;
  for (const float m : magnitudes) largest = std::max(largest, m);
  if (largest == 0) return h;
  // ilogb: largest < 2^(e + 1); walk down from a width that is surely enough.
  h.width = std::ldexp(1.0, std::ilogb(static_cast<double>(largest)) + 1);
  while (static_cast<double>(largest) < static_cast<double>(bins) * h.width / 2) h.width /= 2;
  for (const float m : magnitudes) ++h.count[at(static_cast<Index>(static_cast<double>(m) / h.width))];
  return h;
}

// P and Q as vectors, word by word as the contract has them.
double divergence(const Histogram& h, Index cut, Index levels) {
  std::vector<double> slice(h.count.begin(), h.count.begin() + cut), p = slice, q(slice.size(), 0.0);
  double outliers = 0;
  for (std::size_t b = at(cut); b < h.count.size(); ++b) outliers += h.count[b];
  p.back() += outliers;
  std::vector<double> sum(at(levels), 0.0), filled(at(levels), 0.0);
  const auto group = [&](std::size_t b) { return std::min(b / at(cut / levels), at(levels - 1)); };
  for (std::size_t b = 0; b < slice.size(); ++b)
    if (slice[b] > 0) sum[group(b)] += slice[b], ++filled[group(b)];
  double of_p = 0, of_q = 0;
  for (std::size_t b = 0; b < slice.size(); ++b) {
    if (slice[b] > 0) q[b] = sum[group(b)] / filled[group(b)];
    of_p += p[b], of_q += q[b];
  }
  double kl = 0;
  for (std::size_t b = 0; b < slice.size(); ++b) {
    if (p[b] == 0) continue;
    if (q[b] == 0) return kInfinity;
    kl += p[b] / of_p * std::log(p[b] / of_p / (q[b] / of_q));
  }
  return kl < 1e-12 ? 0 : kl;
}

// ---- Scenarios.

enum class Values { bell, zeros, one_value, growing, heavy_tail, relu, negative, tiny };

float value_of(Values kind, Index batch, double scale, Rng& rng) {
  const auto f = [](double v) { return static_cast<float>(v); };
  switch (kind) {
    case Values::zeros:
      return rng.below(2) == 0 ? 0.0f : -0.0f;
    case Values::one_value:
      return f((rng.below(2) == 0 ? -1.5 : 1.5) * scale);
    case Values::growing:  // later batches are larger, so that counts must move
      return f(scale * rng.normal() * std::exp2(std::min<double>(static_cast<double>(batch) * 1.7, 60.0)));
    case Values::heavy_tail:
      return f(scale * rng.normal() / std::sqrt(rng.uniform(1e-4, 1.0)));
    case Values::relu:
      return f(std::max(0.0, scale * (rng.normal() - 0.8)));
    case Values::negative:  // all large ones below zero
      return f(scale * (rng.below(40) == 0 ? -rng.uniform(5.0, 20.0) : rng.normal()));
    case Values::tiny:
      return f(1e-41 * rng.normal());
    default:
      return f(scale * (0.3 + rng.normal()));
  }
}

constexpr std::array<double, 6> kPercentiles{0.5, 0.9, 0.99, 0.999, 0.0001, 1.0};

struct CalibrationJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index batches = p.i("batches"), ps = p.i("ps"), searches = p.i("searches");
    return {{"x", Type::f32, {p.i("n")}, Role::in, Fill::custom(), Space::host},
            {"begin", Type::i64, {batches + 1}, Role::in, Fill::custom(), Space::host},
            {"p", Type::f64, {ps}, Role::in, Fill::custom(), Space::host},
            {"levels", Type::i32, {searches}, Role::in, Fill::custom(), Space::host},
            {"minmax", Type::f32, {2}, Role::out, {}, Space::host},
            {"percentile", Type::f32, {2, ps}, Role::out, {}, Space::host},
            {"entropy", Type::f32, {2, searches}, Role::out, {}, Space::host}};
  }

  bool legal(const Params& p) const override { return p.i("ps") <= static_cast<Index>(kPercentiles.size()); }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    const Index n = p.i("n"), batches = p.i("batches");
    const auto x = to.get<float>("x");
    const auto begin = to.get<std::int64_t>("begin");
    for (Index b = 0; b <= batches; ++b) begin[at(b)] = b * n / batches;
    // Unequal batches, some of them empty.
    for (Index b = 1; b < batches && batches < n / 2; ++b)
      begin[at(b)] = rng.between(begin[at(b - 1)], begin[at(b + 1)]);
    const double scale = std::exp2(rng.uniform(-8.0, 8.0));
    for (Index b = 0; b < batches; ++b)
      for (Index i = begin[at(b)]; i < begin[at(b + 1)]; ++i)
        x[at(i)] = value_of(static_cast<Values>(p.i("values")), b, scale, rng);
    std::copy_n(kPercentiles.begin(), p.i("ps"), to.get<double>("p").begin());
    const auto levels = to.get<std::int32_t>("levels");
    for (std::size_t k = 0; k < levels.size(); ++k)
      levels[k] = static_cast<std::int32_t>(std::max<Index>(1, p.i("levels") >> (2 * k)));
  }

  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    const auto x = in.get<float>("x");
    const auto begin = in.get<std::int64_t>("begin");
    const Index batches = p.i("batches");
    for (Index stage = 0; stage < 2 && !report.failed(); ++stage) {
      const Index seen = stage == 0 ? batches / 2 : batches;
      std::vector<float> magnitudes;
      for (Index i = 0; i < begin[at(seen)]; ++i) magnitudes.push_back(std::fabs(x[at(i)]));
      std::sort(magnitudes.begin(), magnitudes.end());
      const std::string where =
          format("after %lld of %lld batches, %zu values: ", ll(seen), ll(batches), magnitudes.size());
      std::string wrong = of_minmax(magnitudes, out.get<float>("minmax")[at(stage)]);
      const Histogram h = histogram_of(magnitudes, p.i("bins"));
      for (Index k = 0; k < p.i("ps") && wrong.empty(); ++k)
        wrong = of_percentile(h, magnitudes, kPercentiles[at(k)],
                              out.get<float>("percentile")[at(stage * p.i("ps") + k)]);
      for (Index k = 0; k < p.i("searches") && wrong.empty(); ++k)
        wrong = of_entropy(h, in.get<std::int32_t>("levels")[at(k)],
                           out.get<float>("entropy")[at(stage * p.i("searches") + k)]);
      if (!wrong.empty()) report.fail(where + wrong);
    }
  }

  // The values are read once; a search looks at each bin of each cut.
  Work work(const Params& p) const override {
    const double n = static_cast<double>(p.i("n")), bins = static_cast<double>(p.i("bins"));
    return {4 * n, 8 * bins, 3 * n + static_cast<double>(p.i("searches")) * bins * bins, Type::f32,
            WorkClock::wall};
  }

 private:
  static std::string of_minmax(const std::vector<float>& sorted, float found) {
    const float want = sorted.empty() ? 0.0f : sorted.back();
    if (found == want) return "";
    return format("minmax() is %.9g, the largest magnitude is %.9g", static_cast<double>(found),
                  static_cast<double>(want));
  }

  static std::string of_percentile(const Histogram& h, const std::vector<float>& sorted, double p,
                                   float found) {
    if (h.width == 0)
      return found == 0
                 ? ""
                 : format("percentile(%g) is %.9g, but there are only zeros", p, static_cast<double>(found));
    // p N may fall beside a whole number by rounding: then the rank on either side is right.
    const double exact = p * h.total, n = h.total;
    const auto value = [&](double rank) {
      return static_cast<double>(sorted[at(static_cast<Index>(std::clamp(rank, 1.0, n))) - 1]);
    };
    const double low = value(std::ceil(exact - 1e-6)), high = value(std::ceil(exact + 1e-6));
    const double slack = h.width * (1 + 1e-6);
    if (found >= low - slack && found <= high + slack) return "";
    return format("percentile(%g) is %.6g; the value of rank %.0f of %.0f is %.6g, %.1f bins of %g away", p,
                  static_cast<double>(found), std::ceil(exact - 1e-6), n, low,
                  std::fabs(static_cast<double>(found) - low) / h.width, h.width);
  }

  static std::string of_entropy(const Histogram& h, Index levels, float found) {
    const double f = static_cast<double>(found);
    if (h.width == 0)
      return found == 0 ? "" : format("entropy(%lld) is %.9g, but there are only zeros", ll(levels), f);
    const Index bins = static_cast<Index>(h.count.size());
    const double position = f / h.width - 0.5;
    const bool named = std::isfinite(position) && position > -1 && position < static_cast<double>(bins) + 1;
    const Index cut = named ? static_cast<Index>(std::lround(position)) : 0;
    if (!named || std::fabs(position - static_cast<double>(cut)) > 0.01 || cut < levels || cut > bins)
      return format(
          "entropy(%lld) is %.6g = %.3f bins of %g; a threshold is (i + 0.5) bins, i from %lld to %lld",
          ll(levels), f, f / h.width, h.width, ll(levels), ll(bins));
    double best = kInfinity;
    Index best_cut = bins;
    for (Index i = levels; i <= bins; ++i)
      if (const double kl = divergence(h, i, levels); kl < best) best = kl, best_cut = i;
    const double kl = divergence(h, cut, levels);
    // Sums of a few thousand terms: two orders of summing differ by far less.
    if (kl <= best + 1e-9 * (1 + best) && !(best == 0 && cut > best_cut)) return "";
    return format("entropy(%lld) cuts at bin %lld with KL %.6g, %s bin %lld has %.6g", ll(levels), ll(cut),
                  kl, best == 0 && kl <= 1e-9 ? "of equal cuts the smallest," : "the best cut", ll(best_cut),
                  best);
  }
};

}  // namespace

PREP_JUDGE(CalibrationJudge)
