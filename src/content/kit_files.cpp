#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "content/kit.h"
#include "os/error.h"
#include "os/paths.h"

namespace prep {
namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw Error(Exit::content, "invalid_content",
                fmt::format("cannot read {}; restore it from the repository", display(path)));
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);)
    if (!part.empty()) parts.push_back(part);
  return parts;
}

Expectation parse_expectation(const std::filesystem::path& path, const std::string& line) {
  static const std::string marker = "// expect:";
  if (line.rfind(marker, 0) != 0)
    throw Error(Exit::content, "invalid_kit",
                fmt::format("{}:1: the first line must say what to expect, e.g. \"// expect: sim=race "
                            "gpu=race|wrong_answer\"",
                            display(path)));
  Expectation expectation;
  for (const std::string& pair : split(line.substr(marker.size()), ' ')) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) break;  // words of explanation may follow
    const std::string backend = pair.substr(0, equals);
    if (backend != "sim" && backend != "gpu" && backend != "host")
      throw Error(
          Exit::content, "invalid_kit",
          fmt::format("{}:1: \"{}\" is no backend; write sim=, gpu= or host=", display(path), backend));
    expectation.verdicts[backend] = split(pair.substr(equals + 1), '|');
  }
  if (expectation.verdicts.empty())
    throw Error(
        Exit::content, "invalid_kit",
        fmt::format("{}:1: names no verdict; write e.g. \"// expect: sim=wrong_answer\"", display(path)));
  return expectation;
}

}  // namespace

std::vector<Kit> load_kits(const std::filesystem::path& exercises) {
  std::vector<Kit> kits;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(exercises, failure))
    if (entry.is_directory() && entry.path().filename().string().rfind("ex_", 0) == 0)
      kits.push_back(load_kit(entry.path()));
  if (failure)
    throw Error(Exit::content, "no_kits",
                fmt::format("cannot read {}: {}; run prep from a complete checkout or installation",
                            display(exercises), failure.message()));
  std::sort(kits.begin(), kits.end(), [](const Kit& a, const Kit& b) { return a.number < b.number; });
  for (std::size_t i = 1; i < kits.size(); ++i)
    if (kits[i].id == kits[i - 1].id)
      throw Error(Exit::content, "invalid_kit",
                  fmt::format("two kits are called {}: {} and {}; renumber one", kits[i].id,
                              display(kits[i - 1].folder), display(kits[i].folder)));
  return kits;
}

std::vector<std::string> load_hints(const Kit& kit) {
  std::istringstream text(read_text(kit.folder / "hints.md"));
  std::vector<std::string> hints;
  for (std::string line; std::getline(text, line);) {
    if (line.rfind("## ", 0) == 0) {
      hints.emplace_back();
    } else if (!hints.empty()) {
      hints.back() += line + "\n";
    }
  }
  for (std::string& hint : hints) {
    hint.erase(0, hint.find_first_not_of('\n'));
    hint.erase(hint.find_last_not_of('\n') + 1);
  }
  return hints;
}

std::vector<KitFile> kit_files(const Kit& kit, const std::string& subfolder) {
  std::vector<KitFile> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(kit.folder / subfolder, none)) {
    if (entry.path().extension() != kit.extension()) continue;
    std::istringstream text(read_text(entry.path()));
    std::string first;
    std::getline(text, first);
    files.push_back({entry.path(), parse_expectation(entry.path(), first)});
  }
  std::sort(files.begin(), files.end(), [](const KitFile& a, const KitFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace prep
