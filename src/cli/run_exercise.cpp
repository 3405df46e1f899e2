#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/run_screen.h"
#include "cli/workspace.h"
#include "grade/grade.h"
#include "os/error.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

fs::path graded_file(const command::Run& c, Session& session, const Kit& kit) {
  if (c.file.empty()) return place_starter(session, kit).path;
  std::error_code ignored;
  if (!fs::is_regular_file(c.file, ignored)) {
    throw Error(Exit::usage, "no_file", "no file " + display(c.file) + "; --file names the file to grade");
  }
  return fs::absolute(c.file);
}

AttemptMade attempt_of(const GradeResult& result) {
  AttemptMade attempt{
      result.exercise, result.version,       result.backend, std::string(word(result.verdict)),
      result.band,     result.band_is_model, result.seed,    result.source_hash,
      result.of_target};
  attempt.cases = static_cast<int>(result.cases.size());
  for (const CaseResult& one : result.cases) attempt.cases_ok += one.ok ? 1 : 0;
  return attempt;
}

// What counts: graded now, on the learner's own file. Nothing is recorded where prep could not grade.
bool counts(const command::Run& c, const GradeResult& result) {
  return c.file.empty() && result.cached_since.empty() && result.verdict != Verdict::not_graded;
}

RunContext context_of(Session& session, const Kit& kit, bool recorded) {
  const ExerciseProgress& progress = progress_of(session.progress(), kit.id);
  RunContext context;
  context.attempt = recorded ? progress.attempts : 0;
  context.hints_taken = progress.hint_level;
  context.hint_levels = static_cast<int>(load_hints(kit).size());
  try {
    const NextTask next = session.next();
    if (next.task != nullptr) context.after_pass = steps(*next.task).command;
  } catch (const Error& error) {  // the grade stands, whatever became of the plan
    session.terminal().talk(std::string("prep: ") + error.what() + "\n");
  }
  return context;
}

}  // namespace

int execute(const command::Run& c, Session& session) {
  const Kit& kit = session.exercise(c.exercise);
  const fs::path file = graded_file(c, session, kit);
  if (!session.json()) session.terminal().result(run_heading(session.look(), kit));
  GradeRequest request{kit, file, c.backend, c.depth, c.cache, c.seed, session.installation()};
  request.progress = [&session](const std::string& line) { session.terminal().progress(line); };
  if (c.gpu >= 0) request.gpu = c.gpu;
  const GradeResult result = grade(request);
  session.terminal().end_progress();
  const bool recorded = counts(c, result);
  if (recorded) session.record(attempt_of(result));
  if (session.json()) {
    session.terminal().result(to_json(result, recorded ? Recorded::yes : Recorded::no) + "\n");
  } else {
    session.terminal().result(run_screen(session.look(), kit, result, context_of(session, kit, recorded)));
  }
  return exit_code(result.verdict);
}

}  // namespace prep
