// Study days as text, "2026-11-22", and the calendar's arithmetic on them. Clocks and offsets are
// os/clock.h's business.
#pragma once
#include <string>

namespace prep {

// "2026-11-22" and on the calendar.
bool is_day(const std::string& text);

// Whole days between two study days ("2026-11-22"), b - a. Both must be days.
int days_between(const std::string& a, const std::string& b);
std::string add_days(const std::string& day, int days);

// "Sun 22 Nov"
std::string short_date(const std::string& day);

}  // namespace prep
