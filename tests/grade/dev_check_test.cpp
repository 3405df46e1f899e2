// `prep dev check` on the fixture kit: green as it is, red for each way of breaking it. usage: dev_check_test
// BREAK
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "os/files.h"
#include "os/process.h"

using namespace prep;
namespace fs = std::filesystem;

namespace {

const fs::path kWork = fs::temp_directory_path() / fmt::format("prep-dev-check-{}", ::getpid());
const fs::path kKit = kWork / "root/exercises/ex_90_halve";

void edit(const std::string& name, const std::string& from, const std::string& to) {
  std::string text = read_file(kKit / name);
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("the fixture has no \"" + from + "\"");
  std::ofstream(kKit / name) << text.replace(at, from.size(), to);
}

struct Break {
  std::function<void()> apply;
  int exit_code;
  std::string says;
};

const std::map<std::string, Break> kBreaks = {
    {"nothing", {[] {}, 0, "green"}},
    {"solution_is_wrong", {[] { edit("solution.cpp", "0.5f", "0.4f"); }, 4, "the solution is wrong_answer"}},
    {"starter_passes",
     {[] { fs::copy_file(kKit / "solution.cpp", kKit / "halve.cpp", fs::copy_options::overwrite_existing); },
      4, "the starter passes"}},
    {"wrong_file_is_right",
     {[] { edit("wrong/doubles.cpp", "x[i] * 2", "x[i] / 2"); }, 4, "expected wrong_answer, got passed"}},
    {"judge_is_blind",
     {[] {
        edit("judge.cpp", "prep::Work work",
             "prep::Tolerance tolerance(const prep::Params&, prep::Name) const override { return {1e9, 0}; "
             "}\n  prep::Work work");
      },
      4, "the mutant \"fills_zeros\" passes"}},
    {"judge_does_not_compile", {[] { edit("judge.cpp", "struct", "strukt"); }, 4, "does not compile"}},
    {"judge_dies",
     {[] { edit("judge.cpp", "return p.i(\"n\"); }", "__builtin_trap(); return p.i(\"n\"); }"); }, 4,
      "the judge of ex_90 failed"}},
    {"unknown_key", {[] { edit("exercise.json", "\"minutes\"", "\"minuets\""); }, 4, "minuets"}},
};

}  // namespace

int main(int argc, char** argv) {
  const auto found = argc == 2 ? kBreaks.find(argv[1]) : kBreaks.end();
  if (found == kBreaks.end()) return 2;
  fs::create_directories(kWork / "cache");
  fs::copy(PREP_FIXTURES, kWork / "root", fs::copy_options::recursive);
  found->second.apply();
  ProcessSpec spec;
  spec.argv = {PREP_BINARY, "dev", "check", "ex_90"};
  spec.env_add = {"PREP_ROOT=" + (kWork / "root").string(), "PREP_HOME=" + (kWork / "home").string(),
                  "XDG_CACHE_HOME=" + (kWork / "cache").string(), "COLUMNS=400"};
  spec.limits.wall = Milliseconds{280000};
  spec.limits.output_bytes = 16 << 20;
  const ProcessResult run = run_process(spec);
  std::error_code none;
  fs::remove_all(kWork, none);
  const bool good = run.status == found->second.exit_code &&
                    (run.out + run.err).find(found->second.says) != std::string::npos;
  fmt::print("{}: exit {} (wanted {}), looking for \"{}\"\n{}{}", argv[1], run.status,
             found->second.exit_code, found->second.says, run.out, run.err);
  return good ? 0 : 1;
}
