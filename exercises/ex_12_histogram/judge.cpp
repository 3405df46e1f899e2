// Judge of ex_12: counts in integers, exact.
#include <prep/judge.h>

#include <algorithm>
#include <array>

namespace {

using namespace prep;

enum class Values { uniform, constant, zipf, alternating, just_outside, partly_outside, outside };

Values values_of(const Params& p) { return static_cast<Values>(p.i("values")); }

// P(rank r) ~ 1 / r: a sixth of all values is the commonest one. Ranks are spread over the bins by an odd
// factor.
class Zipf {
 public:
  Zipf() {
    double sum = 0;
    for (std::size_t r = 0; r < below_.size(); ++r) below_[r] = sum += 1.0 / static_cast<double>(r + 1);
    for (double& b : below_) b /= sum;
  }
  std::int32_t draw(Rng& rng) const {
    const auto rank = std::lower_bound(below_.begin(), below_.end() - 1, rng.uniform()) - below_.begin();
    return static_cast<std::int32_t>(rank * 77 % 256);
  }

 private:
  std::array<double, 256> below_;
};

// Just outside, far outside, and the ends of int: what a test on one side, an abs or a cast to a byte lets
// through.
std::int32_t outsider(Rng& rng) {
  constexpr std::array<std::int32_t, 6> special = {-1, 256, -256, 511, 2147483647, -2147483647 - 1};
  if (rng.below(2) == 0) return special[static_cast<std::size_t>(rng.below(6))];
  return static_cast<std::int32_t>(rng.below(2) == 0 ? rng.between(256, 100000) : rng.between(-100000, -1));
}

struct HistogramJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Values values = values_of(p);
    const Fill fill = values == Values::uniform    ? Fill::integers(0, 255)
                      : values == Values::constant ? Fill::integers(p.f("value"), p.f("value"))
                                                   : Fill::custom();
    return {{"x", Type::i32, {p.i("n")}, Role::in, fill}, {"bins", Type::i32, {256}, Role::out, {}}};
  }

  bool legal(const Params& p) const override { return p.i("n") >= 0 && p.i("n") <= (Index{1} << 30); }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    const Values values = values_of(p);
    if (values == Values::uniform || values == Values::constant) return;
    const Zipf zipf;
    const auto one = static_cast<std::int32_t>(rng.below(256)),
               other = static_cast<std::int32_t>(rng.below(256));
    Index i = 0;
    for (std::int32_t& x : to.get<std::int32_t>("x")) {
      ++i;
      if (values == Values::zipf)
        x = zipf.draw(rng);
      else if (values == Values::alternating)
        x = i % 2 == 0 ? one : other;
      else if (values == Values::just_outside)
        x = static_cast<std::int32_t>(rng.between(-3, 258));
      else if (values == Values::outside || rng.below(3) == 0)
        x = outsider(rng);
      else
        x = static_cast<std::int32_t>(rng.below(256));
    }
  }

  Index units(const Params&) const override { return 1; }

  void expected(const Params&, const Data& in, Index, Expect& expect) const override {
    std::array<std::int64_t, 256> count{};
    for (const std::int32_t x : in.get<std::int32_t>("x"))
      if (x >= 0 && x < 256) ++count[static_cast<std::size_t>(x)];
    for (std::size_t v = 0; v < count.size(); ++v) expect.integer("bins", static_cast<Index>(v), count[v]);
  }

  Work work(const Params& p) const override {
    const auto n = static_cast<double>(p.i("n"));
    return {.read_bytes = 4 * n, .write_bytes = 1024, .flops = n, .math = Type::i32};
  }
};

}  // namespace

PREP_JUDGE(HistogramJudge)
