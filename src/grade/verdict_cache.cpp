#include "grade/verdict_cache.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "backend/toolchain.h"
#include "os/clock.h"
#include "os/files.h"
#include "os/hash.h"
#include "os/paths.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

fs::path file_of(const std::string& key) { return cache_dir() / "verdicts" / (key + ".json"); }

std::string cpu_model() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);)
    if (line.rfind("model name", 0) == 0) return line;
  return "";
}

void add_kit(const Kit& kit, ContentHash& hash) {
  std::vector<fs::path> files = {kit.folder / "exercise.json", kit.header(), kit.call_source(),
                                 kit.judge_source(), kit.solution()};
  for (const fs::path& file : files) hash.add(read_file(file));
}

}  // namespace

std::string verdict_key(const GradeRequest& request, const std::string& backend,
                        const std::string& backend_identity) {
  ContentHash hash;
  hash.add(read_file(request.file)).add(request.file.filename().string()).add(backend).add(backend_identity);
  hash.add(static_cast<std::uint64_t>(request.depth)).add(request.seed).add(cpu_model());
  hash.add(file_identity(fs::read_symlink("/proc/self/exe")));
  hash.add(file_identity(request.installation.lib / "libprep_judge.a"));
  add_kit(request.kit, hash);
  return hash.hex();
}

std::optional<GradeResult> cached_verdict(const std::string& key) {
  const fs::path file = file_of(key);
  std::string text;
  try {
    text = read_file(file);
  } catch (const IoError&) {
    return std::nullopt;
  }
  auto result = from_cache_text(text);
  struct stat info {};
  if (!result || ::stat(file.c_str(), &info) != 0) return std::nullopt;
  const SystemClock clock;
  result->cached_since = local_hhmm({info.st_mtim.tv_sec * 1000, clock.now().offset_minutes});
  return result;
}

void keep_verdict(const std::string& key, const GradeResult& result) {
  const bool lasting = result.verdict == Verdict::passed || result.verdict == Verdict::build_failed ||
                       result.verdict == Verdict::forbidden_call;
  if (!lasting) return;
  try {
    system_files().make_dirs(file_of(key).parent_path());
    replace_file(system_files(), file_of(key), cache_text(result), Durable::no);
  } catch (const IoError&) {
    return;
  }
}

}  // namespace prep
