#include "grade/dev_check.h"

#include <fmt/core.h>

#include "cli/execute.h"
#include "cli/task_words.h"
#include "content/library.h"
#include "os/error.h"

namespace prep {
namespace {

std::vector<Kit> chosen(Session& session, const std::vector<std::string>& names) {
  if (names.empty()) return session.kits();
  std::vector<Kit> kits;
  for (const std::string& name : names) kits.push_back(find_kit(session.kits(), name));
  return kits;
}

std::string screen(const Look& look, const CheckReport& report) {
  std::string text;
  for (const CheckFinding& finding : report.findings) {
    text += wrapped(finding.where + ": " + finding.what, static_cast<std::size_t>(look.width),
                    " " + paint(look, Ink::red, "✗") + " ", "   ");
  }
  const std::string counts =
      fmt::format("{} kits, {} files, {} mutants", report.kits, report.files, report.mutants);
  if (report.green()) return text + fmt::format(" {} green: {}\n", paint(look, Ink::green, "✓"), counts);
  return text + fmt::format("\n {} red: {} {} in {}\n", paint(look, Ink::red, "✗"), report.findings.size(),
                            report.findings.size() == 1 ? "finding" : "findings", counts);
}

JsonObject to_json(const CheckReport& report) {
  JsonObject json = JsonObject::of("prep.dev_check/1");
  json.flag("green", report.green()).integer("kits", report.kits).integer("files", report.files);
  json.integer("mutants", report.mutants);
  std::vector<JsonObject> findings;
  for (const CheckFinding& finding : report.findings) {
    JsonObject one;
    findings.push_back(one.text("where", finding.where).text("what", finding.what));
  }
  std::vector<JsonObject> verdicts;
  for (const FileVerdict& verdict : report.verdicts) {
    JsonObject one;
    one.text("file", verdict.file).text("expected", verdict.expected).text("got", verdict.got);
    verdicts.push_back(one.text("reason", verdict.reason));
  }
  return json.objects("findings", findings).objects("verdicts", verdicts);
}

}  // namespace

int execute(const command::DevCheck& c, Session& session) {
  const std::vector<Kit> kits = chosen(session, c.exercises);
  std::vector<CheckFinding> of_content;
  if (c.exercises.empty()) {
    for (const std::string& problem : check_content(session.installation().content, session.kits())) {
      of_content.push_back({"content", problem});
    }
  }
  CheckReport report =
      check_kits(kits, session.installation(), c.depth, c.backend,
                 [&session](const std::string& line) { session.terminal().talk(line + "\n"); });
  report.findings.insert(report.findings.begin(), of_content.begin(), of_content.end());
  if (session.json()) {
    session.answer(to_json(report));
  } else {
    session.terminal().result(screen(session.look(), report));
  }
  return report.green() ? 0 : static_cast<int>(Exit::content);
}

}  // namespace prep
