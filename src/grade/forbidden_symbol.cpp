#include <fmt/format.h>
#include <fnmatch.h>

#include <sstream>

#include "backend/toolchain.h"
#include "grade/build.h"
#include "os/error.h"

namespace prep {

std::string forbidden_symbol(const Kit& kit, const std::filesystem::path& object) {
  if (kit.forbid.empty()) return "";
  // nm comes with the linker (binutils), which has just been used.
  ProcessSpec spec;
  spec.argv = {"nm", "-C", object.string()};
  spec.limits.wall = Milliseconds{10000};
  spec.limits.output_bytes = 64 << 20;
  const ProcessResult result = run_process(spec);
  if (!result.ok())
    throw Error(Exit::environment, "no_nm",
                "nm could not read the object file, so forbidden calls cannot be found; install it: apt-get "
                "install binutils");
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    // "0000000000000000 T name" or "                 U name"
    if (line.size() < 20) continue;
    const std::string name = line.substr(19);
    for (const std::string& pattern : kit.forbid)
      if (::fnmatch(pattern.c_str(), name.c_str(), 0) == 0) return name;
  }
  return "";
}

}  // namespace prep
