// Judge of ex_07: pruning exactly, from magnitudes as integers; the product in fp64.
#include <prep/judge.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace {

using namespace prep;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

enum class Values { normal, equal_magnitudes, zeros, last_two, few_magnitudes };

// Halves by their bits. Magnitudes order like the 15 bits below the sign.
constexpr std::uint16_t kSign = 0x8000, kOne = 0x3c00;
Index magnitude(std::uint16_t half) { return half & 0x7fff; }

// The columns of the two that stay, in order.
std::array<std::size_t, 2> kept(std::span<const std::uint16_t> group) {
  std::array<std::size_t, 4> order = {0, 1, 2, 3};
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return magnitude(group[a]) > magnitude(group[b]); });
  return {std::min(order[0], order[1]), std::max(order[0], order[1])};
}

double value_of(std::uint16_t half) {
  const double sign = (half & kSign) != 0 ? -1.0 : 1.0;
  const int exponent = half >> 10 & 31, fraction = half & 1023;
  return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

struct Sparsity24Judge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index rows = p.i("rows"), cols = p.i("cols"), prune_rows = p.i("prune_rows");
    const Fill w = values_of(p) == Values::normal ? Fill::normal(0, 1) : Fill::custom();
    // The product's terms have mean 1, so that its sums grow and a lost or misplaced term shows.
    return {{"w", Type::f16, {prune_rows, cols}, Role::in, w},
            {"kept", Type::f16, {prune_rows, cols / 2}, Role::out, {}},
            {"kept_meta", Type::u8, {prune_rows, cols / 8}, Role::out, {}},
            {"vals", Type::f16, {rows, cols / 2}, Role::in, Fill::normal(1, 1)},
            {"meta", Type::u8, {rows, cols / 8}, Role::in, Fill::custom()},
            {"x", Type::f16, {cols}, Role::in, Fill::normal(1, 1)},
            {"y", Type::f32, {rows}, Role::out, {}}};
  }

  bool legal(const Params& p) const override {
    const Index rows = std::max(p.i("rows"), p.i("prune_rows")), cols = p.i("cols");
    return cols % 8 == 0 && cols > 0 && cols <= 65536 && rows <= 65536 && rows * cols <= (Index{1} << 30);
  }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    constexpr std::array<std::uint8_t, 6> nibbles = {4, 8, 12, 9, 13, 14};  // 0<1, 0<2, 0<3, 1<2, 1<3, 2<3
    const auto nibble = [&](std::uint64_t draw) { return nibbles[draw % 6]; };
    for (std::uint8_t& byte : to.get<std::uint8_t>("meta")) {
      const std::uint64_t draw = rng.next();
      byte = static_cast<std::uint8_t>(nibble(draw >> 32) | nibble(draw & 0xffffffff) << 4);
    }
    if (values_of(p) != Values::normal) fill_weights(values_of(p), rng, to.get<std::uint16_t>("w"));
  }

  // One row of each part is a unit; the two need not have equally many.
  Index units(const Params& p) const override { return std::max(p.i("rows"), p.i("prune_rows")); }

  void expected(const Params& p, const Data& in, Index row, Expect& expect) const override {
    if (row < p.i("prune_rows")) expect_pruned(p, in, row, expect);
    if (row < p.i("rows")) expect_product(p, in, row, expect);
  }

  // The products of two halves are exact in fp32. A sum of n terms in any order is off by at most (n - 1) u /
  // (1 - n u) times sum|terms|, u = 2^-24 (Higham, Accuracy and Stability of Numerical Algorithms, 3.1).
  Tolerance tolerance(const Params& p, Name output) const override {
    if (output != "y") return {};
    return {.rel = static_cast<double>(p.i("cols") / 2) * kEps32};
  }

  // Of the product alone: it is what is timed.
  Work work(const Params& p) const override {
    const auto rows = static_cast<double>(p.i("rows")), cols = static_cast<double>(p.i("cols"));
    return {.read_bytes = rows * cols * 9 / 8 + 2 * cols, .write_bytes = 4 * rows, .flops = rows * cols};
  }

 private:
  static Values values_of(const Params& p) { return static_cast<Values>(p.i("values")); }

  static void fill_weights(Values values, Rng& rng, std::span<std::uint16_t> w) {
    for (std::size_t i = 0; i < w.size(); ++i) {
      const std::uint16_t sign = rng.below(2) == 0 ? 0 : kSign;
      std::uint16_t size = 0;
      if (values == Values::equal_magnitudes) size = kOne;
      if (values == Values::last_two)
        size = static_cast<std::uint16_t>(i % 4 < 2 ? rng.below(3) : kOne + rng.below(900));
      if (values == Values::few_magnitudes) size = static_cast<std::uint16_t>(kOne + rng.below(3));
      if (values == Values::zeros && rng.below(4) == 0)
        size = static_cast<std::uint16_t>(kOne + rng.below(900));
      w[i] = static_cast<std::uint16_t>(sign | size);
    }
  }

  static void expect_pruned(const Params& p, const Data& in, Index row, Expect& expect) {
    const Index cols = p.i("cols");
    const auto w = in.get<std::uint16_t>("w").subspan(at(row * cols), at(cols));
    for (Index byte = 0; byte < cols / 8; ++byte) {
      Index meta = 0;
      for (Index half = 0; half < 2; ++half) {
        const Index group = 2 * byte + half;
        const auto values = w.subspan(at(4 * group), 4);
        const auto columns = kept(values);
        for (std::size_t k = 0; k < 2; ++k)
          expect.value("kept", row * (cols / 2) + 2 * group + static_cast<Index>(k),
                       value_of(values[columns[k]]));
        meta |= static_cast<Index>(columns[0] | columns[1] << 2) << 4 * half;
      }
      expect.integer("kept_meta", row * (cols / 8) + byte, meta);
    }
  }

  static void expect_product(const Params& p, const Data& in, Index row, Expect& expect) {
    const Index cols = p.i("cols");
    const auto vals = in.get<std::uint16_t>("vals").subspan(at(row * (cols / 2)), at(cols / 2));
    const auto meta = in.get<std::uint8_t>("meta").subspan(at(row * (cols / 8)), at(cols / 8));
    const auto x = in.get<std::uint16_t>("x");
    double sum = 0, size = 0;
    for (Index i = 0; i < cols / 2; ++i) {
      const Index group = i / 2;
      const int nibble = meta[at(group / 2)] >> group % 2 * 4 & 15;
      const int column = i % 2 == 0 ? nibble & 3 : nibble >> 2;
      const double term = value_of(vals[at(i)]) * value_of(x[at(4 * group + column)]);
      sum += term;
      size += std::abs(term);
    }
    expect.value("y", row, sum, size);
  }
};

}  // namespace

PREP_JUDGE(Sparsity24Judge)
