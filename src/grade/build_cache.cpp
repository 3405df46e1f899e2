#include "grade/build_cache.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "os/error.h"
#include "os/files.h"
#include "os/paths.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kKept = 100;

void make_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure)
    throw Error(
        Exit::environment, "no_cache",
        fmt::format(
            "cannot create {}: {}; free some space, or set XDG_CACHE_HOME to a folder that you may write",
            display(folder), failure.message()));
}

void drop_oldest(const fs::path& room) {
  std::vector<std::pair<fs::file_time_type, fs::path>> folders;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(room, none))
    folders.emplace_back(entry.last_write_time(none), entry.path());
  if (folders.size() <= kKept) return;
  std::sort(folders.begin(), folders.end());
  for (std::size_t i = 0; i + kKept < folders.size(); ++i) fs::remove_all(folders[i].second, none);
}

}  // namespace

BuildCache::BuildCache(const std::string& room) : room_(cache_dir() / room) {}

std::optional<fs::path> BuildCache::find(const std::string& key) const {
  const fs::path folder = room_ / key;
  std::error_code none;
  if (!fs::is_directory(folder, none)) return std::nullopt;
  fs::last_write_time(folder, fs::file_time_type::clock::now(), none);
  return folder;
}

fs::path BuildCache::keep(const std::string& key, const fs::path& folder) const {
  make_folder(room_);
  const fs::path home = room_ / key;
  std::error_code failure;
  fs::rename(folder, home, failure);  // fails where another prep was first: its folder is as good
  if (failure && !fs::is_directory(home))
    throw Error(
        Exit::environment, "no_cache",
        fmt::format("cannot write {}: {}; free some space and run again", display(home), failure.message()));
  drop_oldest(room_);
  return home;
}

Scratch::Scratch() {
  const fs::path parent = cache_dir() / "scratch";
  make_folder(parent);
  std::string pattern = (parent / "XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    throw Error(Exit::environment, "no_scratch",
                fmt::format("cannot create a folder in {}: {}; free some space and run again",
                            display(parent), error_words(errno)));
  folder_ = pattern;
}

Scratch::~Scratch() {
  std::error_code none;
  fs::remove_all(folder_, none);
}

}  // namespace prep
