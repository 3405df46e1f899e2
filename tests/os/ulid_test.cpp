#include "os/ulid.h"

#include <set>

#include "catch.h"

using namespace prep;

TEST_CASE("a ULID holds its time and sorts by it") {
  constexpr std::int64_t kTime = 1'469'918'176'385;
  const std::string id = make_ulid(kTime);
  CHECK(id.size() == 26);
  CHECK(id.substr(0, 10) == "01ARYZ6S41");  // the specification's example
  CHECK(ulid_ms(id) == kTime);
  CHECK(make_ulid(kTime + 1) > id);
  CHECK(ulid_ms(make_ulid(-5)) == 0);
  CHECK(id.find_first_of("ILOUilou") == std::string::npos);
}

TEST_CASE("ULIDs of one millisecond differ") {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(make_ulid(1000));
  CHECK(ids.size() == 1000);
}

TEST_CASE("the next id comes after the newest, whatever the clock says") {
  const std::string newest = make_ulid(5000);
  CHECK(ulid_ms(next_ulid(9000, newest)) == 9000);
  CHECK(ulid_ms(next_ulid(4000, newest)) == 5001);  // the clock went back
  CHECK(ulid_ms(next_ulid(5000, newest)) == 5001);
  CHECK(next_ulid(5000, newest) > newest);
  CHECK(ulid_ms(next_ulid(5000, "")) == 5000);
  CHECK(ulid_ms(next_ulid(5000, "nonsense")) == 5000);
}

TEST_CASE("what is no ULID has no time") {
  CHECK_FALSE(ulid_ms(""));
  CHECK_FALSE(ulid_ms("01ARYZ6S41"));
  CHECK_FALSE(ulid_ms("01ARYZ6S41TSV4RRFFQ69G5FAVX"));
  CHECK_FALSE(ulid_ms("01ARYZ6S41TSV4RRFFQ69G5FAL"));  // L is no digit
  CHECK_FALSE(ulid_ms("81ARYZ6S41TSV4RRFFQ69G5FAV"));  // beyond 48 bits
  CHECK(ulid_ms("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
}
