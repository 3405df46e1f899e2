// Judge of ex_09: out[c][r] = in[r][c], bit by bit.
#include <prep/judge.h>

#include <algorithm>

namespace {

using namespace prep;

constexpr Index kUnit = 1024;  // output elements judged together

struct TransposeJudge : Judge {
  // Values from a wide range: two elements are equal only by a rare accident, so a misplaced one shows.
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index rows = p.i("rows"), cols = p.i("cols");
    return {{"in", Type::f32, {rows, cols}, Role::in, Fill::uniform(-1000, 3000)},
            {"out", Type::f32, {cols, rows}, Role::out, {}}};
  }

  bool legal(const Params& p) const override {
    const Index rows = p.i("rows"), cols = p.i("cols");
    return rows >= 0 && cols >= 0 && (cols == 0 || rows <= (Index{1} << 30) / cols);
  }

  Index units(const Params& p) const override { return (p.i("rows") * p.i("cols") + kUnit - 1) / kUnit; }

  // A value is moved, never computed: the default tolerance {} (exact) stands.
  void expected(const Params& p, const Data& data, Index unit, Expect& expect) const override {
    const auto in = data.get<float>("in");
    const Index rows = p.i("rows"), cols = p.i("cols");
    const Index end = std::min(rows * cols, (unit + 1) * kUnit);
    for (Index element = unit * kUnit; element < end; ++element) {
      const Index c = element / rows, r = element % rows;
      expect.value("out", element, in[static_cast<std::size_t>(r * cols + c)]);
    }
  }

  Work work(const Params& p) const override {
    const double n = static_cast<double>(p.i("rows")) * static_cast<double>(p.i("cols"));
    return {.read_bytes = 4 * n, .write_bytes = 4 * n};
  }
};

}  // namespace

PREP_JUDGE(TransposeJudge)
