#include "os/clock.h"

#include <fmt/format.h>

#include <ctime>

#include "os/environment.h"
#include "os/error.h"

namespace prep {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 24 * 60 * kMinuteMs;
constexpr std::int64_t kRolloverMs = 4 * 60 * kMinuteMs;  // night owls still belong to yesterday

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

struct Calendar {
  int year;
  unsigned month, day;
  int hour, minute, second, ms;
};

Calendar calendar(std::int64_t ms) {
  const std::int64_t days = floor_div(ms, kDayMs);
  const std::int64_t in_day = ms - days * kDayMs;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          static_cast<int>(in_day / (60 * kMinuteMs)),
          static_cast<int>(in_day / kMinuteMs % 60),
          static_cast<int>(in_day / 1000 % 60),
          static_cast<int>(in_day % 1000)};
}

std::int64_t local_ms(Moment m) { return m.utc_ms + m.offset_minutes * kMinuteMs; }

// Reads fixed-width fields off the front of a text; once something does not fit, it stays not ok.
class Fields {
 public:
  explicit Fields(const std::string& text) : text_(text) {}
  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = peek();
      if (c < '0' || c > '9') ok_ = false;
      value = value * 10 + (c - '0');
      ++at_;
    }
    return ok_ ? value : 0;
  }
  void expect(char c) {
    if (!skip(c)) ok_ = false;
  }
  bool skip(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool complete() const { return ok_ && at_ == text_.size(); }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  const std::string& text_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace

Moment SystemClock::now() const {
  if (const auto fixed = environment("PREP_CLOCK")) return parse_moment(*fixed);
  timespec ts{};
  clock_gettime(CLOCK_REALTIME, &ts);
  tm local{};
  localtime_r(&ts.tv_sec, &local);
  return {std::int64_t{ts.tv_sec} * 1000 + ts.tv_nsec / 1'000'000, static_cast<int>(local.tm_gmtoff / 60)};
}

std::string utc_text(std::int64_t utc_ms) {
  const Calendar c = calendar(utc_ms);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", c.year, c.month, c.day, c.hour, c.minute,
                     c.second, c.ms);
}

std::string offset_text(int offset_minutes) {
  const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', size / 60, size % 60);
}

std::string study_day(Moment m) {
  const Calendar c = calendar(local_ms(m) - kRolloverMs);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string local_hhmm(Moment m) {
  const Calendar c = calendar(local_ms(m));
  return fmt::format("{:02}:{:02}", c.hour, c.minute);
}

Moment parse_moment(const std::string& iso) {
  Fields fields(iso);
  const int year = fields.digits(4);
  fields.expect('-');
  const int month = fields.digits(2);
  fields.expect('-');
  const int day = fields.digits(2);
  fields.expect('T');
  const int hour = fields.digits(2);
  fields.expect(':');
  const int minute = fields.digits(2);
  fields.expect(':');
  const int second = fields.digits(2);
  const int ms = fields.skip('.') ? fields.digits(3) : 0;
  int offset = 0;
  if (!fields.skip('Z')) {
    const int sign = fields.skip('-') ? -1 : 1;
    if (sign > 0) fields.expect('+');
    const int offset_hours = fields.digits(2);
    fields.expect(':');
    const int offset_rest = fields.digits(2);
    offset = sign * (offset_hours * 60 + offset_rest);
    if (offset_hours > 23 || offset_rest > 59) fields.expect('\1');
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!fields.complete() || !date.ok() || hour > 23 || minute > 59 || second > 59) {
    throw Error(Exit::usage, "bad_time",
                fmt::format("'{}' is not a time; write it as 2026-11-22T19:30:00+01:00", iso));
  }
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  const std::int64_t in_day = ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} + ms;
  return {days * kDayMs + in_day - offset * kMinuteMs, offset};
}

}  // namespace prep
