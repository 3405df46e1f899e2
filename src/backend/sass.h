// What a GPU's machine code tells about a kernel's global loads. cuobjdump lists it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace prep {

struct LoadWidths {
  std::uint64_t narrow = 0;  // of 1 to 4 bytes a thread
  std::uint64_t wide = 0;    // of 16 bytes
};

// By demangled kernel name. Instructions are counted, not executions.
std::map<std::string, LoadWidths> parse_sass(std::string_view text);
// Runs cuobjdump on an object or program; empty where it is not there or fails.
std::map<std::string, LoadWidths> load_widths(const std::filesystem::path& object);

std::string demangled(const std::string& name);  // the name itself where it is not mangled

}  // namespace prep
