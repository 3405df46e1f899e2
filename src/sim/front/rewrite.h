// Front end A: turns preprocessed CUDA C++ into plain C++ that the host compiler takes. Input is the output
// of `c++ -E -include prep/sim/cuda.h`; line markers are kept, so that errors name the learner's file and
// line. It rewrites launches `k<<<…>>>(…)`, __shared__ declarations, function and variable spaces, and names
// device variables for the reports. What it does not understand is a RewriteError, never a silent miscompile.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace prep::sim {

struct RewriteError : std::runtime_error {
  RewriteError(std::string at_file, int at_line, const std::string& what_to_do)
      : std::runtime_error(what_to_do), file(std::move(at_file)), line(at_line) {}
  std::string file;  // as the line marker names it
  int line;
};

struct RewriteOptions {
  // Every inclusion level marked as a system header is copied unread, unless it uses CUDA's words.
  enum class SystemHeaders { copy, rewrite } system_headers = SystemHeaders::copy;
};

// Throws RewriteError. Terminates on any input, in time linear in it for all practical text.
std::string rewrite(std::string_view preprocessed, const RewriteOptions& options = {});

}  // namespace prep::sim
