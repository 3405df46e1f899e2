#include "backend/toolchain.h"

#include <regex>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "os/environment.h"
#include "os/error.h"

namespace prep {
namespace fs = std::filesystem;

std::string file_identity(const fs::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return "";
  return fmt::format("{}:{}:{}.{}", path.string(), info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

fs::path find_program(const std::string& name) {
  if (name.empty()) return {};
  if (name.find('/') != std::string::npos)
    return ::access(name.c_str(), X_OK) == 0 ? fs::path(name) : fs::path();
  std::stringstream folders(environment_or("PATH", "/usr/local/bin:/usr/bin:/bin"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path candidate = fs::path(folder) / name;
    if (!folder.empty() && ::access(candidate.c_str(), X_OK) == 0 && fs::is_regular_file(candidate))
      return candidate;
  }
  return {};
}

std::vector<Compiler> find_compilers() {
  std::vector<std::string> names = {"g++", "clang++"};
  for (int version = 22; version >= 12; --version) {
    names.push_back(fmt::format("g++-{}", version));
    names.push_back(fmt::format("clang++-{}", version));
  }
  if (const auto wanted = environment("CXX")) names.insert(names.begin(), *wanted);
  std::vector<Compiler> found;
  for (const std::string& name : names) {
    const fs::path path = find_program(name);
    if (path.empty()) continue;
    std::error_code none;
    const fs::path real = fs::canonical(path, none);
    if (std::any_of(found.begin(), found.end(), [&](const Compiler& c) { return c.real == real; })) continue;
    const bool clang =
        name.find("clang") != std::string::npos || real.string().find("clang") != std::string::npos;
    found.push_back({path, real, name, clang ? CompilerKind::clang : CompilerKind::gcc, file_identity(real)});
  }
  return found;
}

Compiler find_compiler() {
  const std::vector<Compiler> found = find_compilers();
  if (found.empty())
    throw Error(Exit::environment, "no_compiler",
                "no C++ compiler was found; install one: apt-get install g++");
  return found.front();
}

fs::path find_nvcc() {
  if (const fs::path path = find_program("nvcc"); !path.empty()) return path;
  return find_program("/usr/local/cuda/bin/nvcc");
}

std::filesystem::path find_linting_clang() {
  constexpr int kFirst = 14;
  // By its path: ".../llvm-14/bin/clang", "clang++-16". Unknown counts as new.
  static const std::regex number(R"((?:llvm|clang|clang\+\+)-(\d+))");
  for (const Compiler& found : find_compilers()) {
    std::smatch match;
    const std::string path = found.real.string();
    const int version = std::regex_search(path, match, number) ? std::stoi(match[1]) : 99;
    if (found.kind == CompilerKind::clang && version >= kFirst) return found.path;
  }
  return {};
}

}  // namespace prep
