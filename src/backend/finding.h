// What a tool says about a place in the learner's file: a compiler error, a sanitizer report, a finding of
// the sim.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

struct Finding {
  std::string kind;  // "error", "warning", or a verdict word: "race", "memory_error"…
  std::string file;  // base name as the learner knows it; "" = unknown
  int line = 0;
  std::string other_file;
  int other_line = 0;  // the second site of a race
  std::string function, variable;
  std::array<int, 3> block{-1, -1, -1}, thread{-1, -1, -1};
  std::array<int, 3> other_block{-1, -1, -1}, other_thread{-1, -1, -1};
  std::uint64_t count = 1;
  std::string message, fix;
  bool fatal = false;
};

// g++ and clang++ diagnostics: "file:line:col: error: text". Notes are left out.
std::vector<Finding> parse_compiler_output(std::string_view text);
// AddressSanitizer and UndefinedBehaviorSanitizer on stderr; `source` is the learner's file name: the first
// frame in it is named.
std::vector<Finding> parse_sanitizer_output(std::string_view text, const std::string& source);
// compute-sanitizer's text (memcheck, racecheck, synccheck), merged by place. Warnings are left out.
std::vector<Finding> parse_compute_sanitizer_output(std::string_view text);
// The sim's JSON lines. Lines that are no finding (model figures) are left out.
std::vector<Finding> parse_sim_report(std::string_view lines);

}  // namespace prep
