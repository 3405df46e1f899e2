#include "judge/inputs.h"

#include <algorithm>
#include <functional>

#include "catch.h"
#include "judge/layout.h"

using namespace prep;
using prep_test::ContainsSubstring;

namespace {

struct TestJudge : Judge {
  std::vector<Buffer> list;
  std::function<void(Rng&, Filler&)> filling = [](Rng&, Filler&) {};
  std::vector<Buffer> buffers(const Params&) const override { return list; }
  void fill(const Params&, Rng& rng, Filler& filler) const override { filling(rng, filler); }
  Work work(const Params&) const override { return {}; }
};

Inputs inputs_of(const TestJudge& judge, int sets = 2) { return Inputs(judge, {}, judge.list, 7, sets); }

}  // namespace

TEST_CASE("sets hold different values, the same key the same ones") {
  TestJudge judge;
  judge.list = {{"x", Type::f32, {100}, Role::in, Fill::uniform(0, 1)},
                {"c", Type::i32, {4}, Role::in, Fill::custom()},
                {"y", Type::f32, {100}, Role::out, {}}};
  judge.filling = [](Rng& rng, Filler& filler) {
    for (std::int32_t& value : filler.get<std::int32_t>("c"))
      value = static_cast<std::int32_t>(rng.below(1000000));
  };
  const Inputs a = inputs_of(judge), b = inputs_of(judge);
  for (const std::size_t buffer : {0u, 1u}) {
    CHECK(std::ranges::equal(a.bytes(0, buffer), b.bytes(0, buffer)));
    CHECK_FALSE(std::ranges::equal(a.bytes(0, buffer), a.bytes(1, buffer)));
  }
  CHECK(a.bytes(0, 2).empty());
}

TEST_CASE("data is read by name, with its type checked") {
  TestJudge judge;
  judge.list = {{"h", Type::f16, {3}, Role::in, Fill::uniform(1, 2)},
                {"empty", Type::f32, {0}, Role::in, Fill::uniform(0, 1)},
                {"y", Type::f32, {3}, Role::out, {}}};
  const Inputs inputs = inputs_of(judge, 1);
  const DataView data = DataView::of_set(inputs, 0);
  CHECK(data.get<std::uint16_t>("h").size() == 3);
  CHECK(data.at("h", 2) >= 1);
  CHECK(data.at("h", 2) < 2);
  CHECK(data.get<float>("empty").empty());
  CHECK_THROWS_WITH(data.get<float>("h"), ContainsSubstring("is f16, read with elements of 4 bytes"));
  CHECK_THROWS_WITH(data.at("h", 3), ContainsSubstring("outside"));
  CHECK_THROWS_WITH(data.get<float>("y"), ContainsSubstring("is no input"));
  CHECK_THROWS_WITH(data.get<float>("z"), ContainsSubstring("knows no buffer \"z\""));
}

TEST_CASE("a kit that contradicts itself is told how") {
  TestJudge judge;
  const auto sentence = [&] {
    try {
      inputs_of(judge, 1);
      return std::string();
    } catch (const std::logic_error& error) {
      return std::string(error.what());
    }
  };
  judge.list = {{"x", Type::f32, {2}, Role::in, Fill::uniform(0, 1)}, {"x", Type::f32, {2}, Role::out, {}}};
  CHECK_THAT(sentence(), ContainsSubstring("two buffers are called \"x\""));
  judge.list = {{"x", Type::f32, {-1}, Role::in, Fill::uniform(0, 1)}};
  CHECK_THAT(sentence(), ContainsSubstring("negative extent"));
  judge.list = {{std::string(32, 'x'), Type::f32, {1}, Role::in, Fill::uniform(0, 1)}};
  CHECK_THAT(sentence(), ContainsSubstring("1 to 31 bytes"));
  judge.list = {{"s", Type::records, {16}, Role::in, Fill::custom()}};
  judge.filling = [](Rng&, Filler& filler) { filler.script("s").record({1, 2}); };
  CHECK_THAT(sentence(), ContainsSubstring("script \"s\" has 24 bytes, its capacity is 16"));
  judge.list = {{"x", Type::f32, {2}, Role::in, Fill::uniform(0, 1)}};
  judge.filling = [](Rng&, Filler& filler) { filler.get<float>("x"); };
  CHECK_THAT(sentence(), ContainsSubstring("has no custom fill"));
}

TEST_CASE("the layout keeps buffers apart and aligned") {
  TestJudge judge;
  judge.list = {{"x", Type::u8, {1025}, Role::in, Fill::integers(0, 9)},
                {"y", Type::f32, {3}, Role::inout, Fill::uniform(0, 1)},
                {"t", Type::records, {80}, Role::out, {}}};
  const Inputs inputs = inputs_of(judge);
  const Frame frame = lay_out(inputs, {}, {{{0, 0}, {1, 1}}, Mutant::none, 5});
  CHECK(frame.buffer[0].in_stride == 1280);
  CHECK(frame.buffer[1].in_offset == frame.buffer[0].in_offset + 2 * 1280);
  CHECK(frame.buffer[1].out_offset >= frame.buffer[0].out_offset + 1025 + 2 * kGuardBytes);
  CHECK(frame.slot_bytes >= frame.buffer[2].out_offset + 88);
  for (std::uint32_t b = 0; b < frame.buffers; ++b) {
    CHECK(frame.buffer[b].in_offset % 256 == 0);
    CHECK(frame.buffer[b].out_offset % 256 == 0);
  }
  CHECK(input_bytes(frame) == frame.buffer[1].in_offset + 2 * 256);
  CHECK_THROWS_AS(lay_out(inputs, {}, {{{2, 0}}, Mutant::none, 5}), std::invalid_argument);
}
