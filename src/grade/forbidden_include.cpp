#include "grade/forbidden_include.h"

#include <fstream>

#include "os/paths.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

bool below(const fs::path& path, const fs::path& folder) {
  std::error_code none;
  const fs::path real = fs::weakly_canonical(path, none), root = fs::weakly_canonical(folder, none);
  const std::string a = real.string() + "/", b = root.string() + "/";
  return a.compare(0, b.size(), b) == 0;
}

std::string in_dependencies(const fs::path& file, const fs::path& scratch, const fs::path& exercises) {
  std::ifstream in(file);
  for (std::string word; in >> word;)
    if (word != "\\" && word.back() != ':' && below(scratch / word, exercises)) return word;
  return "";
}

std::string in_line_markers(const fs::path& file, const fs::path& scratch, const fs::path& exercises) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("# ", 0) != 0) continue;
    const auto open = line.find('"'), close = line.rfind('"');
    if (open == close) continue;
    const std::string path = line.substr(open + 1, close - open - 1);
    if (!path.empty() && path.front() != '<' && below(scratch / path, exercises)) return path;
  }
  return "";
}

}  // namespace

std::string forbidden_include(const fs::path& scratch, const fs::path& exercises) {
  for (const auto& entry : fs::directory_iterator(scratch)) {
    std::string found;
    if (entry.path().extension() == ".d") found = in_dependencies(entry.path(), scratch, exercises);
    if (entry.path().filename() == "learner.raw.ii")
      found = in_line_markers(entry.path(), scratch, exercises);
    if (!found.empty()) return display(found);
  }
  return "";
}

}  // namespace prep
