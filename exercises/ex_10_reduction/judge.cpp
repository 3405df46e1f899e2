// Judge of ex_10: one sum, from fp64.
#include <prep/judge.h>

#include <cmath>

namespace {

using namespace prep;

struct ReductionJudge : Judge {
  // The offset makes a dropped or repeated element show: each is at least one thousandth of its block's sum.
  std::vector<Buffer> buffers(const Params& p) const override {
    const double low = p.f("low"), high = p.f("high");
    const Fill fill = low == high ? Fill::integers(low, high) : Fill::uniform(low, high);
    return {{"x", Type::f32, {p.i("n")}, Role::in, fill}, {"sum", Type::f32, {1}, Role::out, {}}};
  }

  bool legal(const Params& p) const override { return p.i("n") >= 0 && p.i("n") <= (Index{1} << 30); }

  Index units(const Params&) const override { return 1; }

  void expected(const Params&, const Data& in, Index, Expect& expect) const override {
    double sum = 0, magnitude = 0;
    for (const float x : in.get<float>("x")) {
      sum += static_cast<double>(x);
      magnitude += std::fabs(static_cast<double>(x));
    }
    expect.value("sum", 0, sum, magnitude);
  }

  // An element that passes d additions carries at most d roundings: |error| <= d eps sum|x| (Higham, chapter 4). A tree of
  // two stages with at least 128 blocks of 256 threads has a chain of n / 32768 in each thread and then two trees with some
  // slack: 2 * log2(1024) + 12 = 32. One running fp32 sum has d = n and leaves this bound early.
  Tolerance tolerance(const Params& p, Name) const override {
    return {0, (32 + std::ceil(static_cast<double>(p.i("n")) / 32768)) * kEps32};
  }

  Work work(const Params& p) const override {
    const auto n = static_cast<double>(p.i("n"));
    return {.read_bytes = 4 * n, .write_bytes = 4, .flops = n};
  }
};

}  // namespace

PREP_JUDGE(ReductionJudge)
