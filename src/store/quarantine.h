// Setting damage aside: a copy with a dated name, never a deletion.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "os/files.h"

namespace prep {

// What a journal's bytes hold.
struct Sorted {
  std::map<std::string, std::string> good;  // record id -> line
  int damaged = 0;
  int newer = 0;
  bool torn = false;  // an unterminated last line
  bool clean() const { return damaged == 0 && newer == 0 && !torn; }
};
Sorted sort_lines(std::string_view journal);

// Copies `file` to `file.corrupt-<UTC stamp>` durably and returns that path. Throws IoError.
std::filesystem::path quarantine(Files& files, const std::filesystem::path& file, std::int64_t utc_ms);

}  // namespace prep
