// Judge of ex_01: c = a + b, compared exactly.
#include <prep/judge.h>

#include <algorithm>

namespace {

using namespace prep;

constexpr Index kUnit = 256;  // elements judged together

struct VectorAddJudge : Judge {
  // Different ranges, neither around zero: an answer that forgets, repeats or swaps an input shows.
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index n = p.i("n");
    return {{"a", Type::f32, {n}, Role::in, Fill::uniform(1, 1000)},
            {"b", Type::f32, {n}, Role::in, Fill::uniform(-3000, -1)},
            {"c", Type::f32, {n}, Role::out, {}}};
  }

  bool legal(const Params& p) const override { return p.i("n") >= 0 && p.i("n") <= (Index{1} << 30); }

  Index units(const Params& p) const override { return (p.i("n") + kUnit - 1) / kUnit; }

  // One IEEE addition, rounded once: the same bits on every machine, so the default tolerance {} (exact) stands.
  void expected(const Params& p, const Data& in, Index unit, Expect& expect) const override {
    const auto a = in.get<float>("a");
    const auto b = in.get<float>("b");
    const Index end = std::min(p.i("n"), (unit + 1) * kUnit);
    for (Index i = unit * kUnit; i < end; ++i) {
      const auto k = static_cast<std::size_t>(i);
      const float sum = a[k] + b[k];
      expect.value("c", i, sum);
    }
  }

  Work work(const Params& p) const override {
    const auto n = static_cast<double>(p.i("n"));
    return {.read_bytes = 8 * n, .write_bytes = 4 * n, .flops = n};
  }
};

}  // namespace

PREP_JUDGE(VectorAddJudge)
