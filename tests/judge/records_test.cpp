#include <prep/records.h>

#include "catch.h"

using namespace prep;

TEST_CASE("records come back as written") {
  std::vector<std::byte> bytes;
  Writer writer(bytes);
  writer.record({1, -2, 3});
  writer.record({});
  writer.record({Writer::field(0.5)});
  Reader reader(bytes);
  REQUIRE(reader.next());
  CHECK(reader.size() == 3);
  CHECK(reader.i(1) == -2);
  REQUIRE(reader.next());
  CHECK(reader.size() == 0);
  REQUIRE(reader.next());
  CHECK(reader.number() == 2);
  CHECK(reader.f(0) == 0.5);
  CHECK_FALSE(reader.next());
}

TEST_CASE(
    "every way to cut or spoil the bytes throws BadRecord or reads fewer records, and never reads outside") {
  std::vector<std::byte> whole;
  Writer writer(whole);
  for (std::int64_t r = 0; r < 4; ++r) writer.record({r, r});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    // An exact copy on the heap: a sanitizer sees a read past it.
    const std::vector<std::byte> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    int records = 0;
    bool bad = false;
    try {
      for (Reader reader(cut); reader.next(); ++records) (void)reader.i(1);
    } catch (const BadRecord&) {
      bad = true;
    }
    CHECK(bad == (length % 24 != 0));
    CHECK(records == static_cast<int>(length / 24));
  }
}

TEST_CASE("absurd counts and absent fields are BadRecord") {
  for (const std::int64_t count : {std::int64_t{-1}, std::int64_t{2}, INT64_MAX, INT64_MIN}) {
    std::vector<std::byte> bytes(16);
    std::memcpy(bytes.data(), &count, 8);
    Reader reader(bytes);
    CHECK_THROWS_AS(reader.next(), BadRecord);
  }
  std::vector<std::byte> bytes;
  Writer(bytes).record({7});
  Reader reader(bytes);
  CHECK_THROWS_AS(reader.i(0), BadRecord);  // before the first next()
  REQUIRE(reader.next());
  CHECK_THROWS_AS(reader.i(1), BadRecord);
}
