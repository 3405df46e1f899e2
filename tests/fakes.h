// Stand-ins for the seams of src/os, and a folder that is gone after the test.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include "os/clock.h"

namespace prep_test {

// A clock that stands until told otherwise. Starts at 2026-05-11 10:00 UTC, noon local.
class FakeClock : public prep::Clock {
 public:
  FakeClock() : FakeClock("2026-05-11T12:00:00+02:00") {}
  explicit FakeClock(const std::string& iso) : moment_(prep::parse_moment(iso)) {}
  prep::Moment now() const override { return moment_; }
  void set(const std::string& iso) { moment_ = prep::parse_moment(iso); }
  void advance(prep::Milliseconds by) { moment_.utc_ms += by.count(); }

 private:
  prep::Moment moment_;
};

// On a disk, or in memory where this machine has such a folder: for tests that write thousands of files.
enum class Where { disk, memory };

// Removed with everything in it at the end of the test.
class TempDir {
 public:
  explicit TempDir(Where where = Where::disk) {
    std::error_code none;
    const bool memory = where == Where::memory && std::filesystem::is_directory("/dev/shm", none);
    const std::filesystem::path above = memory ? "/dev/shm" : std::filesystem::temp_directory_path();
    std::string name = (above / "prep-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("cannot make a folder for the test: " + name);
    path_ = name;
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void spill(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace prep_test
