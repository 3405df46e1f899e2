// Folders of finished builds under the cache directory, named by content hash. Everything here may be deleted
// at any time; two preps may work at once: a folder appears whole (rename) or not at all.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

namespace prep {

class BuildCache {
 public:
  explicit BuildCache(const std::string& room);                             // cache_dir()/<room>
  std::optional<std::filesystem::path> find(const std::string& key) const;  // marks it as used
  // Moves the folder in under the key; returns where it is now. Drops the oldest beyond a hundred.
  std::filesystem::path keep(const std::string& key, const std::filesystem::path& folder) const;

 private:
  std::filesystem::path room_;
};

// A private folder for one build, removed at the end unless it was kept.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace prep
