#include "grade/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "backend/confined.h"
#include "backend/front_end.h"
#include "backend/learner_words.h"
#include "backend/lint_output.h"
#include "grade/forbidden_include.h"
#include "os/error.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

struct Place {
  fs::path scratch, source, contract, call;
};

Place copy_sources(const fs::path& scratch, const BuildRequest& request) {
  Place place{scratch, scratch / request.source.filename(), scratch / "kit" / (request.kit.slug + ".h"),
              scratch / "kit" / "call.cpp"};
  fs::create_directory(scratch / "kit");
  fs::copy_file(request.source, place.source);
  fs::copy_file(request.kit.header(), place.contract);
  fs::copy_file(request.kit.call_source(), place.call);
  fs::permissions(place.source, fs::perms::owner_read | fs::perms::owner_write);
  return place;
}

class Compilation {
 public:
  Compilation(const BuildRequest& request, const Place& place, BuildOutcome& outcome)
      : request_(request), place_(place), outcome_(outcome) {}

  bool run() {
    if (!front_end()) return false;
    if (!check_includes()) return false;
    std::vector<std::pair<Flavor, Child>> compilers;
    for (const Flavor flavor : request_.flavors)
      compilers.emplace_back(flavor, start(request_.backend.compile(job(flavor))));
    Child call = start(request_.backend.compile_call(call_job()));
    std::optional<Child> lint;
    if (const CommandLine line = request_.backend.lint(source_job()); !line.empty()) lint = start(line);
    bool good = true;
    for (auto& [flavor, compiler] : compilers)
      good = accept(compiler.finish(), flavor == request_.flavors.front()) && good;
    const ProcessResult bridge = call.finish();
    if (lint) good = accept_lint(lint->finish()) && good;
    if (!good) return false;
    if (!check_includes()) return false;
    if (!bridge.ok())
      throw Error(Exit::content, "invalid_kit",
                  fmt::format("call.cpp of {} does not compile; this is a defect of the kit: {}",
                              request_.kit.id, bridge.err.substr(0, 500)));
    std::vector<Child> linkers;
    for (const Flavor flavor : request_.flavors)
      linkers.push_back(start(request_.backend.link({{object(flavor), place_.scratch / "call.o"},
                                                     place_.scratch / ("runner." + word(flavor)),
                                                     flavor,
                                                     request_.libraries})));
    for (Child& linker : linkers) good = accept(linker.finish(), true) && good;
    return good;
  }

 private:
  fs::path object(Flavor flavor) const { return place_.scratch / ("learner." + word(flavor) + ".o"); }

  CompileJob job(Flavor flavor) const {
    const bool rewritten =
        !request_.backend.preprocess({place_.source, "x.ii", place_.contract, {}, flavor}).empty();
    return {rewritten ? place_.scratch / "learner.ii" : place_.source,
            object(flavor),
            place_.contract,
            {request_.installation.include, place_.scratch / "kit"},
            flavor};
  }
  CompileJob call_job() const {
    return {place_.call,
            place_.scratch / "call.o",
            place_.contract,
            {request_.installation.include, place_.scratch / "kit"},
            Flavor::fast};
  }

  Child start(const CommandLine& line) const {
    ConfinedRun run;
    run.argv = line;
    run.folder = place_.scratch;
    run.readable = {request_.installation.include, request_.installation.lib};
    for (const fs::path& path : request_.backend.also_read()) run.readable.push_back(path);
    run.limits.wall = request_.kit.limits.build;
    run.limits.memory_bytes = 6ull << 30;
    run.limits.output_bytes = 4 << 20;
    run.limits.file_bytes = 1ull << 30;
    return Child::start(confined(run));
  }

  CompileJob source_job() const {
    return {place_.source,
            place_.scratch / "learner.raw.ii",
            place_.contract,
            {request_.installation.include, place_.scratch / "kit"},
            Flavor::fast};
  }

  bool front_end() {
    const CompileJob whole = source_job();
    const CommandLine line = request_.backend.preprocess(whole);
    if (line.empty()) return true;
    if (!accept(start(line).finish(), true)) return false;
    const FrontEndOutcome rewritten = run_front_end(whole.output, place_.scratch / "learner.ii");
    if (rewritten.ok) return true;
    outcome_.findings.push_back(rewritten.finding);
    return false;
  }

  bool check_includes() {
    const std::string refused = forbidden_include(place_.scratch, request_.installation.exercises);
    if (refused.empty()) return true;
    outcome_.reason =
        fmt::format("it includes {}, which belongs to the kit; only the contract is yours to use", refused);
    return false;
  }

  // What only a CUDA compiler sees: a host function in a kernel, a kernel that returns a value.
  bool accept_lint(const ProcessResult& lint) {
    bool clean = true;
    for (Finding& finding : parse_lint_output(lint.err, request_.installation.include)) {
      clean = false;
      const bool known =
          std::any_of(outcome_.findings.begin(), outcome_.findings.end(), [&](const Finding& f) {
            return f.kind == "error" && f.line == finding.line && f.file == finding.file;
          });
      if (!known) outcome_.findings.push_back(std::move(finding));
    }
    return clean;
  }

  // Both flavors say the same about the same text: only the first is heard.
  bool accept(const ProcessResult& result, bool heard) {
    if (heard) {
      outcome_.output += result.err + result.out;
      for (Finding& finding : in_learners_words(parse_compiler_output(result.err)))
        outcome_.findings.push_back(std::move(finding));
    }
    if (result.ok()) return true;
    if (result.ending == Ending::could_not_start)
      throw Error(Exit::environment, "no_compiler",
                  "the compiler could not be started; prep doctor shows what is missing");
    if (result.ending == Ending::wall_limit)
      outcome_.reason =
          fmt::format("the compiler did not end within {} s", request_.kit.limits.build.count() / 1000);
    else if (result.ending != Ending::exited && outcome_.reason.empty())
      outcome_.reason = "the compiler ran out of memory or died; make the templates smaller";
    return false;
  }

  const BuildRequest& request_;
  const Place& place_;
  BuildOutcome& outcome_;
};

}  // namespace

void compile_in(const fs::path& scratch, const BuildRequest& request, BuildOutcome& outcome) {
  const Place place = copy_sources(scratch, request);
  outcome.built = Compilation(request, place, outcome).run();
}

}  // namespace prep
