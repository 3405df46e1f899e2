// Judge of ex_17: the results of three kernels, and the shape of their launches.
#include <prep/judge.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace {

using namespace prep;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

enum Task { kBlockSums, kRowBlur, kArgmaxOnce };

struct FindTheRaceJudge : Judge {
  static constexpr Index kChunk = 1024, kThreads = 256, kMostBlocks = 1024;

  std::vector<Buffer> buffers(const Params& p) const override {
    const Index n = p.i("n");
    const Buffer shape{"shape", Type::records, {256}, Role::out, {}, Space::host};
    switch (p.i("task")) {
      case kBlockSums:
        return {{"x", Type::f32, {n}, Role::in, Fill::uniform(1, 3)},
                {"out", Type::f32, {chunks(n)}, Role::out, {}},
                shape};
      case kRowBlur:
        return {{"in", Type::f32, {n, p.i("cols")}, Role::in, Fill::uniform(-1, 3)},
                {"out", Type::f32, {n, p.i("cols")}, Role::out, {}},
                shape};
      default:
        // Few different values: the largest one occurs often, and the first of them must be found.
        return {{"x", Type::f32, {n}, Role::in, Fill::integers(-40, p.f("top"))},
                {"index", Type::i32, {1}, Role::out, {}},
                shape};
    }
  }

  bool legal(const Params& p) const override {
    const Index most = Index{1} << 30;
    if (p.i("n") < 1) return false;
    return p.i("task") == kRowBlur ? p.i("cols") >= 1 && p.i("n") * p.i("cols") <= most : p.i("n") <= most;
  }

  Index units(const Params& p) const override {
    switch (p.i("task")) {
      case kBlockSums:
        return chunks(p.i("n"));
      case kRowBlur:
        return p.i("n");
      default:
        return 1;
    }
  }

  void expected(const Params& p, const Data& in, Index unit, Expect& expect) const override {
    switch (p.i("task")) {
      case kBlockSums:
        return expect_sum(in, unit, expect);
      case kRowBlur:
        return expect_row(p, in, unit, expect);
      default: {
        const auto x = in.get<float>("x");
        expect.integer("index", 0, std::max_element(x.begin(), x.end()) - x.begin());  // the first of several
      }
    }
  }

  // 4 additions in a thread and 8 rounds of a tree, with some slack; 2 radius + 1 terms in any order (Higham,
  // Accuracy and Stability of Numerical Algorithms, chapter 4).
  Tolerance tolerance(const Params& p, Name) const override {
    switch (p.i("task")) {
      case kBlockSums:
        return {.rel = 16 * kEps32};
      case kRowBlur:
        return {.rel = (2 * static_cast<double>(p.i("radius")) + 1) * kEps32};
      default:
        return {};
    }
  }

  void check(const Params& p, const Data&, const Data& out, Report& report) const override {
    Reader shape = out.records("shape");
    if (!shape.next()) return report.fail("nothing is known of the launches");
    if (shape.i(0) < 0)
      return report.fail("the launches could not be recorded (CUDA error " + std::to_string(shape.i(1)) +
                         "): no synchronisation, no allocation, and no other stream than race_stream()");
    if (shape.i(0) == 0)
      return report.fail(
          "no kernel was launched on race_stream(): kernel<<<blocks, threads, 0, race_stream()>>>");
    const Index blocks = given_blocks(p);
    near("blocks", shape.i(1), blocks, report);
    near("threads", shape.i(2), blocks * kThreads, report);
  }

  Work work(const Params& p) const override {
    const auto n = static_cast<double>(p.i("n"));
    switch (p.i("task")) {
      case kBlockSums:
        return {.read_bytes = 4 * n, .write_bytes = n / 256, .flops = n};
      case kRowBlur: {
        const double all = n * static_cast<double>(p.i("cols"));
        return {.read_bytes = 4 * all,
                .write_bytes = 4 * all,
                .flops = 2 * static_cast<double>(p.i("radius")) * all};
      }
      default:
        return {.read_bytes = 4 * n, .write_bytes = 4, .flops = n};
    }
  }

 private:
  static Index chunks(Index n) { return (n + kChunk - 1) / kChunk; }

  static Index given_blocks(const Params& p) {
    const Index n = p.i("n");
    return p.i("task") == kRowBlur     ? n
           : p.i("task") == kBlockSums ? chunks(n)
                                       : std::min(chunks(n), kMostBlocks);
  }

  static void near(const std::string& what, Index found, Index given, Report& report) {
    if (found > 2 * given || 2 * found < given)
      report.fail("the launches have " + std::to_string(found) + " " + what + ", given were " +
                  std::to_string(given) + ": keep the shape within a factor of 2");
  }

  static void expect_sum(const Data& in, Index chunk, Expect& expect) {
    const auto x = in.get<float>("x");
    double sum = 0;
    const auto first = at(chunk * kChunk);
    for (std::size_t i = first; i < std::min(first + at(kChunk), x.size()); ++i)
      sum += static_cast<double>(x[i]);
    expect.value("out", chunk, sum, sum);
  }

  static void expect_row(const Params& p, const Data& in, Index row, Expect& expect) {
    const Index cols = p.i("cols"), radius = p.i("radius");
    const auto x = in.get<float>("in").subspan(at(row * cols), at(cols));
    for (Index c = 0; c < cols; ++c) {
      double sum = 0, magnitude = 0;
      for (Index d = std::max<Index>(0, c - radius); d <= std::min(cols - 1, c + radius); ++d) {
        sum += static_cast<double>(x[at(d)]);
        magnitude += std::abs(static_cast<double>(x[at(d)]));
      }
      expect.value("out", row * cols + c, sum, magnitude);
    }
  }
};

}  // namespace

PREP_JUDGE(FindTheRaceJudge)
