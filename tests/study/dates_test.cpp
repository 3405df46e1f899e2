#include "study/dates.h"

#include "catch.h"

namespace prep {
namespace {

TEST_CASE("days are read off the calendar") {
  CHECK(is_day("2026-11-22"));
  CHECK(is_day("2028-02-29"));
  for (const char* wrong :
       {"", "2026-11-31", "2027-02-29", "2026-1-1", "2026/11/22", "22-11-2026", "2026-11-2x"}) {
    CAPTURE(wrong);
    CHECK_FALSE(is_day(wrong));
  }
}

TEST_CASE("days between and days later agree, over months, years and the ends of summer time") {
  CHECK(days_between("2026-11-22", "2026-11-22") == 0);
  CHECK(days_between("2026-10-24", "2026-10-26") == 2);
  CHECK(days_between("2026-12-31", "2027-01-01") == 1);
  CHECK(days_between("2026-11-22", "2026-11-01") == -21);
  CHECK(add_days("2026-12-31", 1) == "2027-01-01");
  CHECK(add_days("2028-03-01", -1) == "2028-02-29");
  for (int days = -400; days <= 400; days += 37)
    CHECK(days_between("2026-11-22", add_days("2026-11-22", days)) == days);
}

TEST_CASE("short dates") {
  CHECK(short_date("2026-11-22") == "Sun 22 Nov");
  CHECK(short_date("2027-01-01") == "Fri 1 Jan");
  CHECK(short_date("never") == "never");
}

}  // namespace
}  // namespace prep
