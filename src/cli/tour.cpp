#include <fmt/core.h>

#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/finding_words.h"
#include "cli/run_screen.h"
#include "cli/today.h"
#include "grade/grade.h"
#include "os/error.h"

namespace prep {
namespace {

const std::string kKit = "ex_09";
constexpr const char* kWrong = "wrong/missing_barrier.cu";

struct Stop {
  std::string title;
  std::filesystem::path file;
  Verdict wanted = Verdict::passed;  // passed: must pass; else must not
};

// One line or two: the verdict, and where a defect is, its place and what it is.
std::string stop_text(const Look& look, const Stop& stop, const GradeResult& result) {
  std::string text = fmt::format(
      "   {}  {}   {}\n", verdict_badge(look, result.verdict), spaced(std::string(word(result.verdict))),
      paint(look, Ink::faint, fmt::format("{}, {:.1f} s", result.backend, result.total_s)));
  if (!result.diagnostics.empty() && stop.wanted != Verdict::passed) {
    const Finding& finding = result.diagnostics.front();
    text += wrapped(place_words(finding) + ": " + finding.message, static_cast<std::size_t>(look.width),
                    "   ", "   ");
  } else if (result.verdict != Verdict::passed) {
    for (const CaseResult& one : result.cases) {
      if (one.ok) continue;
      text += wrapped(one.name + ": " + one.message, static_cast<std::size_t>(look.width), "   ", "   ");
      break;
    }
  }
  return text;
}

GradeResult graded(Session& session, const Kit& kit, const Stop& stop) {
  GradeRequest request{
      kit, stop.file, BackendChoice::automatic, Depth::quick, CacheUse::fresh, "", session.installation()};
  request.progress = [&session](const std::string& line) { session.terminal().progress(line); };
  GradeResult result = grade(request);
  session.terminal().end_progress();
  if (result.verdict == Verdict::not_graded) throw Error(Exit::environment, "not_graded", result.reason);
  if ((result.verdict == Verdict::passed) != (stop.wanted == Verdict::passed)) {
    throw Error(Exit::content, "damaged_kit",
                fmt::format("{} of {} was graded {}, which it is not; prep dev check {} says more",
                            stop.file.filename().string(), kit.id, word(result.verdict), kit.id));
  }
  return result;
}

}  // namespace

int execute(const command::Tour&, Session& session) {
  const Kit& kit = find_kit(session.kits(), kKit);
  const Stop stops[] = {
      {"The file you start from", kit.starter(), Verdict::wrong_answer},
      {"A common mistake: one barrier is missing", kit.folder / kWrong, Verdict::race},
      {"The solution", kit.solution(), Verdict::passed},
  };
  const Look& look = session.look();
  const bool json = session.json();
  if (!json) session.terminal().result(run_heading(look, kit) + " graded three times, recording nothing\n");
  std::vector<JsonObject> all;
  int number = 0;
  for (const Stop& stop : stops) {
    if (!json) session.terminal().result(fmt::format("\n {}. {}\n", ++number, stop.title));
    const GradeResult result = graded(session, kit, stop);
    if (!json) session.terminal().result(stop_text(look, stop, result));
    JsonObject one;
    all.push_back(one.text("title", stop.title).raw("result", to_json(result, Recorded::no)));
  }
  if (json) {
    session.answer(
        JsonObject::of("prep.tour/1").objects("stops", all).text("next_command", "prep run ex_01"));
    return 0;
  }
  session.terminal().result("\n This is your day:\n\n" +
                            today_screen(look, session.plan(), session.progress(), session.today()));
  session.terminal().result("\n Begin with: " + paint(look, Ink::bold, "prep run ex_01") + "\n");
  return 0;
}

}  // namespace prep
