// One hostile or broken learner file through the real program: the verdict that its first line names, within
// its limit, with no process left and the learner's record untouched. usage: hostile FILE
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "os/files.h"
#include "os/process.h"

using namespace prep;
namespace fs = std::filesystem;

namespace {

const fs::path kWork = fs::temp_directory_path() / fmt::format("prep-hostile-{}", ::getpid());
const fs::path kFixtures = PREP_FIXTURES;
constexpr double kRunLimit_s = 3;  // of ex_90

int failures = 0;
void expect(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print("NOT TRUE: {}\n", what);
  ++failures;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// Comments keep their words; code gets the paths.
fs::path with_paths(const fs::path& file, const fs::path& journal) {
  std::string text = read_file(file), head = text.substr(0, text.find('\n') + 1);
  std::string body = replaced(text.substr(head.size()), "(JOURNAL", fmt::format("(\"{}\"", journal.string()));
  body = replaced(body, "(SOLUTION",
                  fmt::format("(\"{}\"", (kFixtures / "exercises/ex_90_halve/solution.cpp").string()));
  body =
      replaced(body, "#include SOLUTION",
               fmt::format("#include \"{}\"", (kFixtures / "exercises/ex_90_halve/solution.cpp").string()));
  const fs::path copy = kWork / file.filename();
  std::ofstream(copy) << head << body;
  return copy;
}

int processes_of(const fs::path& folder) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::error_code none;
    const fs::path exe = fs::read_symlink(entry.path() / "exe", none);
    if (!none && exe.string().rfind(folder.string(), 0) == 0) ++count;
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  fs::create_directories(kWork / "home/.prep");
  const fs::path journal = kWork / "home/.prep/journal-x.jsonl";
  std::ofstream(journal) << "";
  const fs::path file = with_paths(argv[1], journal);
  std::string wanted = read_file(file);
  const bool is_measured = wanted.rfind("// measured:", 0) == 0;
  wanted = wanted.substr(wanted.find(':') + 2, wanted.find('\n') - wanted.find(':') - 2);

  ProcessSpec spec;
  spec.argv = {PREP_BINARY, "run", "ex_90", "--file", file.string(), "--fresh", "--json"};
  // "measured: wrong_answer" is seen in the timed calls alone.
  if (!is_measured) spec.argv.emplace_back("--quick");
  spec.env_add = {"PREP_ROOT=" + kFixtures.string(), "PREP_HOME=" + (kWork / "home").string(),
                  "XDG_CACHE_HOME=" + (kWork / "cache").string(),
                  "XDG_STATE_HOME=" + (kWork / "state").string()};
  spec.limits.wall = Milliseconds{200000};
  spec.limits.output_bytes = 64 << 20;
  const ProcessResult run = run_process(spec);
  const auto result = nlohmann::json::parse(run.out, nullptr, false);
  expect(result.is_object(), "stdout is one JSON object: " + run.out.substr(0, 300) + run.err.substr(0, 600));
  if (result.is_object()) {
    const std::string verdict = result.value("verdict", "");
    expect(fmt::format("|{}|", wanted).find("|" + verdict + "|") != std::string::npos,
           fmt::format("the verdict is {}, wanted {}: {}", verdict, wanted, result.dump()));
    expect(run.status == (verdict == "passed" ? 0 : 1), fmt::format("exit code {}", run.status));
    if (verdict == "timed_out")
      expect(result.value("run_s", 99.0) < kRunLimit_s * 2 + 1,
             "it ended within its limit plus a second (two builds at most)");
    expect(!result.value("recorded", true), "--file records nothing");
  }
  expect(fs::exists(journal) && fs::file_size(journal) == 0, "the journal is as it was");
  expect(processes_of(kWork) == 0, "no process is left");
  std::error_code none;
  fs::remove_all(kWork, none);
  fmt::print("{}\n", failures == 0 ? "ok" : "failed");
  return failures == 0 ? 0 : 1;
}
