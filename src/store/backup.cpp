#include "store/backup.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <system_error>

#include "store/errors.h"
#include "store/lock.h"
#include "store/thinning.h"
#include "store/writer.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

std::chrono::sys_seconds seconds_of(std::int64_t utc_ms) {
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::sys_time<std::chrono::milliseconds>{Milliseconds{utc_ms}});
}

std::optional<unsigned> number(std::string_view digits) {
  unsigned value = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return end.ptr == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

// "transpose.20260511T142201Z.cu", also with "-2" behind the stamp, for the file transpose.cu.
std::optional<std::chrono::sys_seconds> stamp_of(const std::string& name, const fs::path& file) {
  const std::string front = file.stem().string() + ".", back = file.extension().string();
  constexpr std::size_t kStamp = 16;
  if (name.size() < front.size() + kStamp + back.size() || !name.starts_with(front) || !name.ends_with(back))
    return {};
  const std::string_view stamp = std::string_view(name).substr(front.size(), kStamp);
  const std::string_view rest = std::string_view(name).substr(front.size() + kStamp);
  if (stamp[8] != 'T' || stamp[15] != 'Z' || (rest.size() > back.size() && rest[0] != '-')) return {};
  const auto year = number(stamp.substr(0, 4)), month = number(stamp.substr(4, 2)),
             day = number(stamp.substr(6, 2));
  const auto hour = number(stamp.substr(9, 2)), minute = number(stamp.substr(11, 2)),
             second = number(stamp.substr(13, 2));
  if (!year || !month || !day || !hour || !minute || !second) return {};
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                         std::chrono::month{*month}, std::chrono::day{*day}};
  if (!date.ok()) return {};
  return std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         std::chrono::seconds{*second};
}

fs::path free_name(const fs::path& folder, const fs::path& file, std::int64_t utc_ms) {
  const std::string stem = file.stem().string(), extension = file.extension().string(),
                    stamp = compact_stamp(utc_ms);
  fs::path name = folder / fmt::format("{}.{}{}", stem, stamp, extension);
  std::error_code ignored;
  for (int n = 2; fs::exists(fs::symlink_status(name, ignored)); ++n) {
    name = folder / fmt::format("{}.{}-{}{}", stem, stamp, n, extension);
  }
  return name;
}

void thin(const StoreContext& store, const fs::path& file) {
  std::vector<fs::path> paths;
  std::vector<std::chrono::sys_seconds> stamps;
  std::error_code code;
  for (fs::directory_iterator at(store.home.backup(), code), end; !code && at != end; at.increment(code)) {
    if (const auto stamp = stamp_of(at->path().filename().string(), file)) {
      paths.push_back(at->path());
      stamps.push_back(*stamp);
    }
  }
  const auto today = std::chrono::floor<std::chrono::days>(seconds_of(store.clock.now().utc_ms));
  const std::vector<bool> keep = kept(stamps, today);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (keep[i]) continue;
    try {
      store.files.remove(paths[i]);
    } catch (const IoError&) {  // one backup too many harms nobody
    }
  }
}

}  // namespace

fs::path back_up_locked(const StoreContext& store, const fs::path& file) {
  const std::string bytes = read_file(file);
  store.files.make_dirs(store.home.backup());
  const fs::path copy = free_name(store.home.backup(), file.filename(), store.clock.now().utc_ms);
  replace_file(store.files, copy, bytes, Durable::yes);
  store.files.sync_dir(store.home.data());
  thin(store, file.filename());
  return fs::path(".prep") / "backup" / copy.filename();
}

fs::path back_up(const StoreContext& store, const fs::path& file) {
  return in_sentences("no backup was made, and the file is as it was", [&] {
    store.files.make_dirs(store.home.data());
    const StoreLock lock(store.files, store.home.data(), store.lock_patience);
    return back_up_locked(store, file);
  });
}

}  // namespace prep
