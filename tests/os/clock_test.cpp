#include "os/clock.h"

#include <cstdlib>
#include <ctime>

#include "catch.h"
#include "os/error.h"

using namespace prep;

TEST_CASE("the study day rolls over at four in the morning, local time") {
  const auto [moment, day] = GENERATE(table<std::string, std::string>({
      {"2026-11-22T19:30:00+01:00", "2026-11-22"},
      {"2026-11-23T03:59:59.999+01:00", "2026-11-22"},
      {"2026-11-23T04:00:00+01:00", "2026-11-23"},
      {"2027-01-01T00:30:00Z", "2026-12-31"},
      {"2028-03-01T02:00:00Z", "2028-02-29"},
      // Spring forward, 02:00 -> 03:00, and fall back, 03:00 -> 02:00, in Berlin.
      {"2026-03-29T01:59:00+01:00", "2026-03-28"},
      {"2026-03-29T03:00:00+02:00", "2026-03-28"},
      {"2026-03-29T04:00:00+02:00", "2026-03-29"},
      {"2026-10-25T02:30:00+02:00", "2026-10-24"},
      {"2026-10-25T02:30:00+01:00", "2026-10-24"},
      {"2026-10-25T04:00:00+01:00", "2026-10-25"},
      // One moment, three places.
      {"2026-06-01T12:00:00Z", "2026-06-01"},
      {"2026-06-02T02:00:00+14:00", "2026-06-01"},
      {"2026-06-01T00:30:00-11:30", "2026-05-31"},
  }));
  INFO(moment);
  CHECK(study_day(parse_moment(moment)) == day);
}

TEST_CASE("moments as text") {
  const Moment m = parse_moment("2026-11-22T19:30:05.123+01:00");
  CHECK(m.offset_minutes == 60);
  CHECK(utc_text(m.utc_ms) == "2026-11-22T18:30:05.123Z");
  CHECK(local_hhmm(m) == "19:30");
  CHECK(utc_text(0) == "1970-01-01T00:00:00.000Z");
  CHECK(utc_text(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(offset_text(0) == "+00:00");
  CHECK(offset_text(-210) == "-03:30");
  CHECK(offset_text(345) == "+05:45");
  CHECK(parse_moment("2026-11-22T00:00:00-03:30").offset_minutes == -210);
  CHECK(parse_moment(utc_text(1'234'567'890'123)).utc_ms == 1'234'567'890'123);
}

TEST_CASE("what is no moment is a usage error") {
  const std::string text =
      GENERATE("", "2026-11-22", "2026-11-22T19:30:00", "2026-13-22T19:30:00Z", "2026-02-29T19:30:00Z",
               "2026-11-22T24:00:00Z", "2026-11-22T19:60:00Z", "2026-11-22 19:30:00Z",
               "2026-11-22T19:30:00Zx", "2026-11-22T19:30:00.12Z", "2026-11-22T19:30:00+25:00",
               "2026-11-22T19:30:00+01:60", "2o26-11-22T19:30:00Z", "2026-11-22T19:30:00+0100");
  INFO(text);
  try {
    parse_moment(text);
    FAIL("was accepted");
  } catch (const Error& error) {
    CHECK(error.exit() == Exit::usage);
    CHECK_THAT(error.what(), prep_test::ContainsSubstring("write it as 2026-11-22T19:30:00+01:00"));
  }
}

TEST_CASE("the system clock obeys PREP_CLOCK, else tells the local offset") {
  setenv("PREP_CLOCK", "2026-11-22T19:30:00+01:00", 1);
  CHECK(utc_text(SystemClock().now().utc_ms) == "2026-11-22T18:30:00.000Z");
  CHECK(SystemClock().now().offset_minutes == 60);
  setenv("PREP_CLOCK", "", 1);  // empty counts as unset
  const std::time_t before = std::time(nullptr);
  const char* zone = std::getenv("TZ");
  const std::string zone_before = zone == nullptr ? "" : zone;
  setenv("TZ", "XYZ-5:30", 1);
  tzset();
  const Moment now = SystemClock().now();
  CHECK(now.offset_minutes == 330);
  CHECK(now.utc_ms / 1000 >= before);
  CHECK(now.utc_ms / 1000 <= std::time(nullptr) + 1);
  zone == nullptr ? unsetenv("TZ") : setenv("TZ", zone_before.c_str(), 1);
  tzset();
  unsetenv("PREP_CLOCK");
}
