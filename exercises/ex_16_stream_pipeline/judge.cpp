// Judge of ex_16: the map in fp32, bit by bit, and no device memory left behind.
#include <prep/judge.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace {

using namespace prep;

struct StreamPipelineJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index n = p.i("n");
    return {{"h_in", Type::f32, {n}, Role::in, Fill::uniform(-1, 1), Space::pinned},
            {"h_out", Type::f32, {n}, Role::out, {}, Space::pinned},
            {"h_out_at_return", Type::f32, {samples(p)}, Role::out, {}, Space::host},
            {"memory", Type::records, {64}, Role::out, {}, Space::host}};
  }

  bool legal(const Params& p) const override {
    const Index n = p.i("n"), chunks = p.i("chunks");
    return n >= 0 && n <= (Index{1} << 28) && chunks >= 1 && chunks <= 64 && p.i("work") >= 0 &&
           p.i("work") <= 4096;
  }

  // Pieces of 4096 elements, so that large cases can be judged by samples, and then what was seen at return.
  Index units(const Params& p) const override { return p.i("n") == 0 ? 0 : pieces(p) + 1; }

  void expected(const Params& p, const Data& in, Index unit, Expect& expect) const override {
    const auto x = in.get<float>("h_in");
    const Index n = p.i("n"), work = p.i("work");
    const auto exact = [&](Index i) { return mapped(x[static_cast<std::size_t>(i)], work); };
    if (unit < pieces(p)) {
      for (Index i = unit * kPiece; i < std::min(n, (unit + 1) * kPiece); ++i)
        expect.value("h_out", i, exact(i));
      return;
    }
    for (Index k = 0; k + 1 < samples(p); ++k) expect.value("h_out_at_return", k, exact(k * n / samples(p)));
    expect.value("h_out_at_return", samples(p) - 1, exact(n - 1));
  }

  void check(const Params&, const Data&, const Data& out, Report& report) const override {
    Reader memory = out.records("memory");
    if (!memory.next()) return report.fail("nothing is known of the device memory");
    if (memory.i(0) > 0)
      report.fail(std::to_string(memory.i(0)) +
                  " bytes of device memory were allocated and not freed: cudaFree what you cudaMalloc");
  }

  // Both copies; the map is not what limits.
  Work work(const Params& p) const override {
    const auto n = static_cast<double>(p.i("n"));
    return {.read_bytes = 4 * n,
            .write_bytes = 4 * n,
            .flops = 3 * n * static_cast<double>(p.i("work")),
            .clock = WorkClock::wall};
  }

 private:
  static constexpr Index kPiece = 4096;
  static Index pieces(const Params& p) { return (p.i("n") + kPiece - 1) / kPiece; }
  static Index samples(const Params& p) { return std::min<Index>(p.i("n"), 1024); }

  // Exact: a multiplication and a fused multiply-add, both rounded as IEEE 754 says, give the same bits
  // everywhere.
  static double mapped(float value, Index work) {
    for (Index k = 0; k < work; ++k) {
      const float scaled = -1.9F * value;
      value = std::fma(scaled, value, 1.0F);
    }
    return static_cast<double>(value);
  }
};

}  // namespace

PREP_JUDGE(StreamPipelineJudge)
