#include "cli/finding_words.h"

#include <fmt/core.h>

#include "cli/exercise_words.h"
#include "term/text.h"

namespace prep {
namespace {

std::string three(const std::array<int, 3>& at) { return fmt::format("({},{},{})", at[0], at[1], at[2]); }

std::string who(const std::array<int, 3>& block, const std::array<int, 3>& thread) {
  if (thread[0] < 0) return "";
  return (block[0] < 0 ? "" : "block " + three(block) + " ") + "thread " + three(thread);
}

// "in reduce(), variable tile, block (0,0,0) thread (5,0,0), with line 19 by thread (6,0,0), 12 times"
std::string circumstances(const Finding& f) {
  std::string words;
  const auto add = [&words](const std::string& more) {
    if (!more.empty()) words += (words.empty() ? "" : ", ") + more;
  };
  add(f.function.empty() ? "" : "in " + f.function);
  add(f.variable.empty() ? "" : "variable " + f.variable);
  add(who(f.block, f.thread));
  if (f.other_line > 0) {
    const std::string other = who(f.other_block, f.other_thread);
    add(fmt::format("with line {}{}", f.other_line, other.empty() ? "" : " by " + other));
  }
  add(f.count > 1 ? fmt::format("{} times", f.count) : "");
  return words;
}

}  // namespace

std::string place_words(const Finding& finding) {
  if (finding.file.empty()) return "place unknown";
  return finding.line > 0 ? fmt::format("{}:{}", finding.file, finding.line) : finding.file;
}

std::string finding_text(const Look& look, const Finding& finding) {
  const auto width = static_cast<std::size_t>(look.width);
  const bool is_warning = finding.kind == "warning";
  std::string text =
      fmt::format(" {} {} {}\n", paint(look, is_warning ? Ink::yellow : Ink::red, is_warning ? "!" : "✗"),
                  pad(spaced(finding.kind), 9), paint(look, Ink::bold, place_words(finding)));
  if (!finding.message.empty())
    text += wrapped(clean(finding.message), width, "             ", "             ");
  if (const std::string more = circumstances(finding); !more.empty()) {
    text += wrapped(more, width, "             ", "             ");
  }
  if (!finding.fix.empty())
    text += wrapped("fix: " + clean(finding.fix), width, "             ", "             ");
  return text;
}

JsonObject to_json(const Finding& f) {
  JsonObject json;
  json.text("kind", f.kind).text("file", f.file).integer("line", f.line).text("message", f.message);
  json.text_or_null("fix", f.fix).text_or_null("function", f.function).text_or_null("variable", f.variable);
  json.integer("other_line", f.other_line).integer("count", static_cast<std::int64_t>(f.count));
  if (f.thread[0] >= 0) json.text("thread", who(f.block, f.thread));
  return json;
}

}  // namespace prep
