// prep dev bench: every kit's solution and variants against this machine's ceilings.
#include <fmt/core.h>

#include "cli/execute.h"
#include "grade/grade.h"
#include "os/error.h"

namespace prep {
namespace {

struct Benched {
  std::string file;
  GradeResult result;
};

GradeResult timed(const Kit& kit, const std::filesystem::path& file, const command::DevBench& c,
                  Session& session) {
  GradeRequest request{
      kit, file, BackendChoice::automatic, Depth::timing, CacheUse::fresh, "", session.installation()};
  if (kit.language == Language::cuda) request.backend = BackendChoice::gpu;
  if (c.gpu >= 0) request.gpu = c.gpu;
  request.progress = [&](const std::string& words) {
    session.terminal().progress(kit.id + " " + file.filename().string() + ": " + words);
  };
  return grade(request);
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:5.1f} %", *share * 100) : "      —";
}

std::string table(const std::vector<Benched>& benched) {
  std::string text = fmt::format("{:<44} {:<26} {:>12} {:>8} {:>9} {:>9}  {}\n", "file", "shape", "median us",
                                 "ceiling", "solution", "library", "band");
  for (const Benched& one : benched) {
    if (one.result.measure.empty()) {
      text += fmt::format("{:<44} {} {}\n", one.file, word(one.result.verdict), one.result.reason);
      continue;
    }
    for (const MeasureRow& row : one.result.measure)
      text += fmt::format("{:<44} {:<26} {:>12.1f} {:>8} {:>8.2f}x {:>9}  {}\n", one.file, row.name,
                          row.median_us, percent(row.of_ceiling),
                          row.of_baseline > 0 ? row.of_baseline : row.of_target,
                          row.library_us ? fmt::format("{:.2f}x", row.of_library.value_or(0)) : "—",
                          one.result.band.empty() ? std::string(word(one.result.verdict)) : one.result.band);
  }
  return text;
}

}  // namespace

int execute(const command::DevBench& c, Session& session) {
  std::vector<Benched> benched;
  for (const Kit& kit : session.kits()) {
    bool asked = c.exercises.empty();
    for (const std::string& name : c.exercises) asked = asked || find_kit(session.kits(), name).id == kit.id;
    if (!asked || kit.measure.empty()) continue;
    std::vector<std::filesystem::path> files = {kit.solution()};
    for (const KitFile& variant : kit_files(kit, "variants")) files.push_back(variant.path);
    for (const std::filesystem::path& file : files) {
      benched.push_back({kit.folder_name() + "/" + file.lexically_relative(kit.folder).string(),
                         timed(kit, file, c, session)});
      session.terminal().end_progress();
      // What this machine lacks for one file it lacks for all: said once.
      if (benched.back().result.verdict == Verdict::not_graded)
        throw Error(Exit::environment, "not_graded", benched.back().result.reason);
    }
  }
  if (session.json()) {
    std::string lines;
    for (const Benched& one : benched)
      lines += (lines.empty() ? "" : ",") + to_json(one.result, Recorded::no);
    session.terminal().result("{\"schema\":\"prep.dev_bench/1\",\"results\":[" + lines + "]}\n");
  } else {
    session.terminal().result(table(benched));
  }
  return 0;
}

}  // namespace prep
