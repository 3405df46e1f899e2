#include "store/thinning.h"

#include <map>
#include <utility>

namespace prep {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr days kAll{1}, kDaily{14}, kWeekly{70};  // ages

sys_days week_of(sys_days day) { return day - (std::chrono::weekday{day} - std::chrono::Monday); }

sys_days month_of(sys_days day) {
  const std::chrono::year_month_day date{day};
  return sys_days{date.year() / date.month() / std::chrono::day{1}};
}

// The span that shares one backup: kind and first day.
std::pair<int, sys_days> span_of(sys_days day, days age) {
  if (age <= kDaily) return {0, day};
  if (age <= kWeekly) return {1, week_of(day)};
  return {2, month_of(day)};
}

}  // namespace

std::vector<bool> kept(const std::vector<std::chrono::sys_seconds>& backups, sys_days today) {
  std::vector<bool> keep(backups.size(), false);
  std::map<std::pair<int, sys_days>, std::size_t> newest;
  for (std::size_t i = 0; i < backups.size(); ++i) {
    const auto day = std::chrono::floor<days>(backups[i]);
    const days age = today - day;
    if (age <= kAll) {  // a date to come is kept as well: the clock was wrong, not the backup
      keep[i] = true;
      continue;
    }
    const auto [at, first] = newest.emplace(span_of(day, age), i);
    if (!first && backups[at->second] < backups[i]) at->second = i;
  }
  for (const auto& [span, i] : newest) keep[i] = true;
  return keep;
}

}  // namespace prep
