// Judge of ex_11: prefix sums in integers, exact.
#include <prep/judge.h>

namespace {

using namespace prep;

struct InclusiveScanJudge : Judge {
  // The mean of the values is 1.5: sums grow, so that a lost or repeated element shows in all that follow,
  // and single sums still fall.
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index n = p.i("n");
    // An output that nobody compares: poisoned before every call and guarded, as the contract says of ws.
    return {{"x", Type::i32, {n}, Role::in, Fill::integers(-4, 7)},
            {"y", Type::i32, {n}, Role::out, {}},
            {"ws", Type::u8, {256 + 16 * ((n + 1023) / 1024)}, Role::out, {}}};
  }

  bool legal(const Params& p) const override { return p.i("n") >= 0 && p.i("n") <= (Index{1} << 30); }

  // Every sum needs all before it, so there is nothing to gain from smaller units.
  Index units(const Params& p) const override { return p.i("n") == 0 ? 0 : 1; }

  void expected(const Params&, const Data& in, Index, Expect& expect) const override {
    std::int64_t sum = 0;
    Index i = 0;
    for (const std::int32_t x : in.get<std::int32_t>("x")) expect.integer("y", i++, sum += x);
  }

  // One pass: x is read once, y written once.
  Work work(const Params& p) const override {
    const auto n = static_cast<double>(p.i("n"));
    return {.read_bytes = 4 * n, .write_bytes = 4 * n, .flops = n, .math = Type::i32};
  }
};

}  // namespace

PREP_JUDGE(InclusiveScanJudge)
