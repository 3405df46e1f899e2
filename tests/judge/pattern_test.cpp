#include "judge/pattern.h"

#include <cmath>
#include <cstring>
#include <functional>

#include "catch.h"
#include "judge/types.h"

using namespace prep;
using prep_test::ContainsSubstring;

namespace {

// An output of `shape` whose right value at i is exact(i), spoilt to out(i).
struct Sample {
  Buffer buffer;
  std::vector<double> exact;
  std::vector<std::byte> actual, input;
  Mismatches m;

  Sample(Type type, std::vector<Index> shape, const std::function<double(Index)>& right,
         const std::function<double(Index, double)>& out, Role role = Role::out)
      : buffer{"y", type, std::move(shape), role, {}} {
    const Index n = buffer.elements();
    actual.resize(static_cast<std::size_t>(n) * size_of(type));
    for (Index i = 0; i < n; ++i) {
      exact.push_back(right(i));
      std::byte* at = &actual[static_cast<std::size_t>(i) * size_of(type)];
      const double value = out(i, right(i));
      if (value == kPoison)
        std::memset(at, 0xFF, size_of(type));
      else
        store(type, at, value);
      if (!(load(type, at) == right(i))) m.wrong.push_back(i);
    }
    m.buffer = &buffer;
    m.actual = actual;
    m.exact = exact;
    m.compared = n;
  }
  static constexpr double kPoison = -987654321;
};

double wave(Index i) { return static_cast<double>(i * 7 % 1013) + 3; }

std::string words(Type type, std::vector<Index> shape, const std::function<double(Index, double)>& out) {
  const Sample sample(type, std::move(shape), wave, out);
  return mismatch_sentence(sample.m);
}

}  // namespace

TEST_CASE("where: one dimension") {
  const auto wrong_where = [](Index n, const std::function<bool(Index)>& bad) {
    return words(Type::f32, {n}, [&](Index i, double right) {
      return bad(i) ? right + 1 + static_cast<double>(i * i % 7) : right;
    });
  };
  CHECK_THAT(wrong_where(1025, [](Index i) { return i >= 1024; }),
             ContainsSubstring("only the last 1025 % 256 = 1: is the last, partial block handled?"));
  CHECK_THAT(wrong_where(1000, [](Index i) { return i >= 992; }),
             ContainsSubstring("only the last 1000 % 32 = 8"));
  CHECK_THAT(wrong_where(1000, [](Index i) { return i >= 256; }),
             ContainsSubstring("all from element 256 on"));
  CHECK_THAT(wrong_where(1024, [](Index i) { return i == 1023; }), ContainsSubstring("only the last one"));
  CHECK_THAT(wrong_where(1024, [](Index i) { return i == 0; }), ContainsSubstring("only the first one"));
  CHECK_THAT(wrong_where(1024, [](Index i) { return i == 77; }), ContainsSubstring("only y[77]"));
  CHECK_THAT(wrong_where(1024, [](Index i) { return i >= 256 && i < 512; }),
             ContainsSubstring("all in elements 256..511"));
  CHECK_THAT(wrong_where(1024, [](Index i) { return i % 4 == 3; }),
             ContainsSubstring("every 4th element, from element 3 on"));
  CHECK_THAT(wrong_where(1024, [](Index i) { return i % 2 == 0; }),
             ContainsSubstring("every 2nd element, from element 0 on"));
  CHECK_THAT(wrong_where(1000, [](Index i) { return i % 101 == 7; }),
             ContainsSubstring("every 101st element"));
  CHECK_THAT(wrong_where(1024, [](Index i) { return i != 5; }), ContainsSubstring("all but y[5]"));
  CHECK_THAT(wrong_where(1024, [](Index) { return true; }),
             ContainsSubstring("all 1024 values of y are wrong"));
}

TEST_CASE("where: a scatter has no place") {
  const auto scattered = [](Index i, double right) {
    return i * i % 97 == 4 ? right + 1 + static_cast<double>(i % 5) : right;
  };
  CHECK(words(Type::f32, {1000}, scattered) == "21 of 1000 values of y are wrong");
  CHECK(words(Type::f32, {50, 20}, scattered) == "21 of 1000 values of y are wrong");
}

TEST_CASE("where: rows, columns, axes") {
  const auto wrong_where = [](std::vector<Index> shape, const std::function<bool(Index)>& bad) {
    return words(Type::f32, std::move(shape), [&](Index i, double right) {
      return bad(i) ? right + 1 + static_cast<double>(i * i % 7) : right;
    });
  };
  CHECK_THAT(wrong_where({30, 1000}, [](Index i) { return i % 1000 >= 992; }),
             ContainsSubstring("all in columns 992..999 (the last)"));
  CHECK_THAT(wrong_where({30, 1000}, [](Index i) { return i / 1000 == 4; }),
             ContainsSubstring("all in row 4"));
  CHECK_THAT(wrong_where({30, 1000}, [](Index i) { return i / 1000 == 29; }),
             ContainsSubstring("all in row 29 (the last)"));
  CHECK_THAT(wrong_where({64, 64}, [](Index i) { return i / 64 >= 32 && i % 64 >= 48; }),
             ContainsSubstring("all in rows 32..63 (the last) and in columns 48..63 (the last)"));
  CHECK_THAT(wrong_where({64, 64}, [](Index i) { return i % 4 == 1; }),
             ContainsSubstring("all in every 4th column, from 1 on"));
  CHECK_THAT(wrong_where({4, 8, 16}, [](Index i) { return i / 128 == 3; }),
             ContainsSubstring("all in axis 0, index 3 (the last)"));
}

TEST_CASE("what: poison, NaN, zero, one constant") {
  CHECK_THAT(words(Type::f32, {100}, [](Index, double) { return Sample::kPoison; }),
             ContainsSubstring("never written, or only added to (still the poison 0xFF)"));
  CHECK_THAT(words(Type::i32, {100}, [](Index i, double right) { return i == 5 ? -1 : right; }),
             ContainsSubstring("never written (still the poison 0xFF), or -1"));
  CHECK_THAT(words(Type::f32, {100},
                   [](Index i, double right) {
                     return i % 7 == 0 ? Sample::kPoison : right + static_cast<double>(i);
                   }),
             ContainsSubstring("some were never written"));
  CHECK_THAT(words(Type::f64, {100}, [](Index, double) { return std::nan(""); }),
             ContainsSubstring("NaN where a number is due"));
  CHECK_THAT(words(Type::bf16, {100}, [](Index, double) { return 0; }), ContainsSubstring("all zero"));
  CHECK_THAT(words(Type::u8, {100}, [](Index, double) { return 9; }), ContainsSubstring("all are 9"));
}

TEST_CASE("what: shifted, transposed, scaled, off by a constant") {
  CHECK_THAT(words(Type::f32, {100}, [](Index i, double) { return wave(i + 1); }),
             ContainsSubstring("shifted by one, each holds what belongs in the next"));
  CHECK_THAT(words(Type::f32, {100}, [](Index i, double) { return wave(i - 1); }),
             ContainsSubstring("what belongs in the element before"));
  CHECK_THAT(words(Type::f32, {8, 8}, [](Index i, double) { return wave(i % 8 * 8 + i / 8); }),
             ContainsSubstring("rows and columns are swapped"));
  CHECK_THAT(words(Type::f32, {3, 8}, [](Index i, double) { return wave(i % 3 * 8 + i / 3); }),
             ContainsSubstring("rows and columns are swapped"));
  CHECK_THAT(words(Type::f32, {100}, [](Index, double right) { return 2 * right; }),
             ContainsSubstring("2 times the right value"));
  CHECK_THAT(words(Type::f32, {100}, [](Index, double right) { return right / 32; }),
             ContainsSubstring("1/32 of the right value"));
  CHECK_THAT(words(Type::f32, {100}, [](Index, double right) { return -right; }),
             ContainsSubstring("the sign is wrong"));
  CHECK_THAT(words(Type::i32, {100}, [](Index, double right) { return right - 1; }),
             ContainsSubstring("1 too small"));
}

TEST_CASE("what: the input, and an in-out buffer that was left alone") {
  Sample sample(Type::f32, {50}, wave, [](Index, double right) { return right + 10; });
  sample.m.inputs = {{"x", sample.actual}};
  CHECK_THAT(mismatch_sentence(sample.m), ContainsSubstring("equal to the input x"));
  Sample inout(
      Type::f32, {50}, wave, [](Index, double right) { return right + 10; }, Role::inout);
  inout.m.inputs = {{"y", inout.actual}};
  CHECK_THAT(mismatch_sentence(inout.m),
             ContainsSubstring("unchanged, still the values from before the call"));
}

TEST_CASE("a lone wrong value is told with its value, a sampled one as sampled") {
  Sample sample(Type::f32, {1}, wave, [](Index, double) { return 1.25; });
  sample.m.example = "y[0] = 1.25, right is 3";
  CHECK(mismatch_sentence(sample.m) == "the value of y is wrong: y[0] = 1.25, right is 3");
  Sample large(Type::f32, {1000}, wave, [](Index, double right) { return right * 1.3 + 1; });
  large.m.exact = {};
  large.m.compared = 400;
  large.m.wrong = {1, 5, 6};
  CHECK(mismatch_sentence(large.m) == "3 of 400 sampled values of y are wrong");
}
