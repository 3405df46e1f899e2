// The clock seam: wall time with the local offset. Tests plug in FakeClock (tests/fakes.h); end-to-end tests
// set PREP_CLOCK to an ISO time with offset ("2026-11-22T19:30:00+01:00"), which the system clock then
// reports.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace prep {

using Milliseconds = std::chrono::milliseconds;

// A moment and how far local time is ahead of UTC there.
struct Moment {
  std::int64_t utc_ms = 0;
  int offset_minutes = 0;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Moment now() const = 0;
};

class SystemClock : public Clock {
 public:
  Moment now() const override;
};

// "2026-11-22T18:30:00.123Z"; "+01:00"; the study day "2026-11-22", which rolls over at 04:00 local time
// (never 86400-s arithmetic on a wall clock: the day is read off the local calendar, so DST and flights keep
// it right).
std::string utc_text(std::int64_t utc_ms);
std::string offset_text(int offset_minutes);
std::string study_day(Moment m);
std::string local_hhmm(Moment m);
// Parses "YYYY-MM-DDTHH:MM:SS[.mmm](Z|+HH:MM)"; throws Error(usage) with the text and the expected form.
Moment parse_moment(const std::string& iso);

}  // namespace prep
