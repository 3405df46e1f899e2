// Code addresses to source lines, by one run of addr2line.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace prep::sim {

struct Place {
  bool ours = false;  // only frames of the sim itself are known there
  std::string file;  // "" when unknown
  int line = 0;
};

// Resolves return addresses in this program. Inlined frames are opened, frames in the sim's own headers
// skipped. Without addr2line or debug information the answer lacks the address.
std::map<std::uintptr_t, Place> resolve(const std::vector<std::uintptr_t>& return_addresses);

// Where the program's image was loaded: what the debug information's addresses are relative to.
std::uintptr_t image_base();

}  // namespace prep::sim
