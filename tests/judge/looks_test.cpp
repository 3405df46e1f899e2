// Rows that the runner fills: the judge recomputes what a call was given, judges what was kept of it, and
// holds looks at two programs against each other.
#include "judge/looks.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstring>

#include "catch.h"
#include "judge/check.h"
#include "judge/compare_looks.h"
#include "judge/fill_buffer.h"
#include "judge/layout.h"
#include "judge/memfd.h"

using namespace prep;

namespace {

constexpr Index kElements = 10000;
constexpr std::uint64_t kKey = 0x1234;

struct Twice : Judge {
  std::vector<Buffer> buffers(const Params&) const override {
    return {{"x", Type::f32, {kElements}, Role::in, Fill::uniform(1, 2)},
            {"y", Type::f32, {kElements}, Role::out, {}}};
  }
  Index units(const Params&) const override { return kElements; }
  void expected(const Params&, const Data& in, Index i, Expect& expect) const override {
    expect.value("y", i, 2.0 * static_cast<double>(in.get<float>("x")[static_cast<std::size_t>(i)]));
  }
  Tolerance tolerance(const Params&, Name) const override { return {0, 1e-6}; }
  Work work(const Params&) const override { return {}; }
};

// One case, and the output memory of two programs.
struct Row {
  Twice judge;
  Params params;
  Inputs inputs{judge, params, judge.buffers(params), 7, 2, Filling::by_runner};
  Frame frame = lay_out(inputs, params, {{{0, 0}, {1, 0}}, Mutant::none, 1, Filling::by_runner});
  JudgedCase judged{judge, params, inputs, frame, Repeats::must_agree};
  int memfd[2] = {memfd_create("a", MFD_ALLOW_SEALING), memfd_create("b", MFD_ALLOW_SEALING)};

  Row() {
    for (const int fd : memfd) size_looks(fd, frame);
  }
  ~Row() {
    for (const int fd : memfd) close(fd);
  }

  // What a right program leaves for the call `key`.
  static std::vector<float> right(std::uint64_t key) {
    std::vector<float> x(kElements);
    fill_buffer({"x", Type::f32, {kElements}, Role::in, Fill::uniform(1, 2)}, chain(key, 1),
                std::as_writable_bytes(std::span(x)));
    for (float& value : x) value *= 2;
    return x;
  }

  void keep(const std::vector<float>& y) {
    std::vector<std::byte> slot(frame.slot_bytes, std::byte{kGuardByte});
    SlotHead head{};
    head.magic = kFrameMagic;
    std::memcpy(slot.data(), &head, sizeof head);
    std::memcpy(&slot[frame.buffer[1].out_offset + kGuardBytes], y.data(), y.size() * sizeof(float));
    REQUIRE(pwrite(memfd[0], slot.data(), slot.size(), 0) == static_cast<ssize_t>(slot.size()));
  }

  void look(int who, std::uint64_t number, std::uint64_t key, const std::vector<float>& y) {
    std::vector<float> seen;
    for (std::uint64_t j = 0; j < look_count(kElements); ++j)
      seen.push_back(y[look_index(key, kElements, j)]);
    REQUIRE(pwrite(memfd[who], seen.data(), seen.size() * sizeof(float),
                   static_cast<off_t>(look_offset(frame, number))) > 0);
  }
};

}  // namespace

TEST_CASE("looks: pure inputs are not carried, and the slot holds outputs only") {
  const Row row;
  CHECK(row.inputs.bytes(0, 0).empty());
  CHECK(row.frame.buffer[0].out_offset == 0);
  CHECK(row.frame.slot_bytes < 2 * kElements * sizeof(float) + 3 * kGuardBytes);
  CHECK(row.frame.buffer[0].fill == static_cast<std::uint8_t>(Fill::Kind::uniform));
}

TEST_CASE("looks: the kept call is judged against the inputs of its key") {
  Row row;
  row.keep(Row::right(kKey));
  const Outcome outcome = check_kept(row.judged, row.memfd[0], {kKey, 0}, 5);
  CHECK_FALSE(outcome.finding.has_value());
  REQUIRE(outcome.allowed.size() == 2);
  CHECK(outcome.allowed[1] > 1e-6);
  // The answer to another call's inputs: a replay.
  CHECK(check_kept(row.judged, row.memfd[0], {kKey + 1, 0}, 5).finding.has_value());
}

TEST_CASE("looks: edges and random elements, the same ones for both programs") {
  CHECK(look_count(100) == 100);
  CHECK(look_index(9, 100, 99) == 99);
  CHECK(look_count(kElements) == kLookElements);
  CHECK(look_index(9, kElements, 0) == 0);
  CHECK(look_index(9, kElements, kLookEdges) == kElements - 1);
  CHECK(look_index(9, kElements, 100) != look_index(10, kElements, 100));
}

TEST_CASE("looks: equal programs agree, rounding is allowed twice the oracle's tolerance") {
  Row row;
  std::vector<float> y = Row::right(kKey);
  row.look(0, 0, 9, y);
  for (float& value : y) value *= 1 + 1e-7f;
  row.look(1, 0, 9, y);
  CHECK_FALSE(compare_looks(row.judged, row.memfd[0], row.memfd[1], {9}, {0, 4e-6}).finding.has_value());
  CHECK(compare_looks(row.judged, row.memfd[0], row.memfd[1], {9}, {0, 0}).finding.has_value());
}

TEST_CASE("looks: a call that replays an earlier answer is found, with its number") {
  Row row;
  const std::vector<float> first = Row::right(kKey), second = Row::right(kKey + 1);
  row.look(0, 0, 9, first);
  row.look(1, 0, 9, first);
  row.look(0, 1, 11, first);
  row.look(1, 1, 11, second);
  const Outcome outcome = compare_looks(row.judged, row.memfd[0], row.memfd[1], {9, 11}, {0, 4e-6});
  REQUIRE(outcome.finding.has_value());
  CHECK(outcome.finding->call == 1);
  CHECK(outcome.finding->message.find("timed call 2") == 0);
  CHECK(outcome.finding->output == "y");
}

TEST_CASE("looks: NaN for a number is no tolerance") {
  Row row;
  std::vector<float> y = Row::right(kKey);
  row.look(1, 0, 9, y);
  y[0] = NAN;
  row.look(0, 0, 9, y);
  CHECK(compare_looks(row.judged, row.memfd[0], row.memfd[1], {9}, {0, 1e30}).finding.has_value());
}
