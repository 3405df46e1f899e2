#include "backend/precompiled.h"

#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "os/hash.h"
#include "os/paths.h"
#include "os/process.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kKept = 8;  // about 20 MB each
constexpr const char* kHeader = "dialect.h";

std::string key_of(const sim::Toolchain& toolchain, const Compiler& compiler,
                   const sim::SourceOptions& options, sim::Mode mode) {
  ContentHash hash;
  hash.add(compiler.identity).add(sim::dialect_header_text());
  for (const std::string& word : sim::precompile_argv(toolchain, options, mode, kHeader, "d")) hash.add(word);
  return hash.hex();
}

// GCC does not look whether the headers within have changed since: we do.
bool fresh(const fs::path& folder) {
  std::error_code failure;
  const auto built = fs::last_write_time(folder / (std::string(kHeader) + ".gch"), failure);
  std::ifstream in(folder / "dependencies");
  if (failure || !in) return false;
  std::string word;
  in >> word;  // the target
  while (in >> word) {
    if (word == "\\") continue;
    const auto changed = fs::last_write_time(word, failure);
    if (failure || changed > built) return false;
  }
  return true;
}

void drop_oldest(const fs::path& room) {
  std::vector<std::pair<fs::file_time_type, fs::path>> folders;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(room, none))
    folders.emplace_back(entry.last_write_time(none), entry.path());
  if (folders.size() < kKept) return;
  std::sort(folders.begin(), folders.end());
  for (std::size_t i = 0; i + kKept <= folders.size(); ++i) fs::remove_all(folders[i].second, none);
}

// Appears whole or not at all. The header keeps its path, which the compiled form names.
bool build(const fs::path& folder, const sim::Toolchain& toolchain, const sim::SourceOptions& options,
           sim::Mode mode) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  const fs::path header = folder / kHeader;
  if (failure || !(std::ofstream(header) << sim::dialect_header_text()).flush()) return false;
  std::string scratch = (folder / "build-XXXXXX").string();
  if (::mkdtemp(scratch.data()) == nullptr) return false;
  const fs::path made = fs::path(scratch) / "made", dependencies = fs::path(scratch) / "dependencies";
  ProcessSpec spec;
  spec.argv = sim::precompile_argv(toolchain, options, mode, header.string(), dependencies.string());
  spec.argv.back() = made.string();
  spec.limits.wall = Milliseconds{60000};
  bool good = run_process(spec).ok();
  if (good) {
    fs::rename(dependencies, folder / "dependencies", failure);
    if (!failure) fs::rename(made, header.string() + ".gch", failure);
    good = !failure;
  }
  fs::remove_all(scratch, failure);
  return good;
}

}  // namespace

sim::PrecompiledDialect precompiled_dialect(const sim::Toolchain& toolchain, const Compiler& compiler,
                                            const sim::SourceOptions& options, sim::Mode mode) {
  if (toolchain.kind != sim::CompilerKind::gcc) return {};
  const fs::path room = cache_dir() / "dialect";
  const fs::path folder = room / key_of(toolchain, compiler, options, mode);
  const sim::PrecompiledDialect found{(folder / kHeader).string(), mode};
  std::error_code none;
  if (fresh(folder)) {
    fs::last_write_time(folder, fs::file_time_type::clock::now(), none);
    return found;
  }
  if (!fs::exists(folder, none)) drop_oldest(room);
  return build(folder, toolchain, options, mode) ? found : sim::PrecompiledDialect{};
}

}  // namespace prep
