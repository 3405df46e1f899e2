#include "study/dates.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace prep {
namespace {

namespace chr = std::chrono;

chr::year_month_day parse(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  const auto number = [&text](std::size_t at, std::size_t count, auto& value) {
    const char* end = text.data() + at + count;
    return std::from_chars(text.data() + at, end, value).ptr == end;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return {};
  return chr::year{year} / chr::month{month} / chr::day{day};
}

}  // namespace

bool is_day(const std::string& text) { return parse(text).ok(); }

int days_between(const std::string& a, const std::string& b) {
  return static_cast<int>((chr::sys_days{parse(b)} - chr::sys_days{parse(a)}).count());
}

std::string add_days(const std::string& day, int days) {
  const chr::year_month_day date{chr::sys_days{parse(day)} + chr::days{days}};
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()) % 10000,
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

std::string short_date(const std::string& day) {
  constexpr std::array kWeekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const chr::year_month_day date = parse(day);
  if (!date.ok()) return day;
  const chr::weekday weekday{chr::sys_days{date}};
  return std::string(kWeekdays[weekday.c_encoding()]) + ' ' +
         std::to_string(static_cast<unsigned>(date.day())) + ' ' +
         kMonths[static_cast<unsigned>(date.month()) - 1];
}

}  // namespace prep
