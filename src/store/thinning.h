// Which backups of one file stay: all of today and yesterday, then one a day, one a week, one a month.
#pragma once
#include <chrono>
#include <vector>

namespace prep {

// One flag per backup (any order, one entry per backup with its UTC date and time of day). Of a day, week or
// month the newest stays. Days: the last 14; weeks (from Monday): the last 10; months: for good.
std::vector<bool> kept(const std::vector<std::chrono::sys_seconds>& backups, std::chrono::sys_days today);

}  // namespace prep
