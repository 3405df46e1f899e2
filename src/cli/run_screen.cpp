#include "cli/run_screen.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "cli/exercise_words.h"
#include "cli/finding_words.h"
#include "cli/gpu_screen.h"
#include "term/text.h"

namespace prep {
namespace {

constexpr std::size_t kCasesShown = 3, kFindingsShown = 5, kDetailShown = 5, kOutputLines = 20;

std::size_t width_of(const Look& look) { return static_cast<std::size_t>(look.width); }

std::string stage(const Look& look, const char* mark, Ink ink, const std::string& name,
                  const std::string& words) {
  return wrapped(words, width_of(look), " " + paint(look, ink, mark) + " " + pad(name, 10),
                 std::string(13, ' '));
}
std::string good(const Look& look, const std::string& name, const std::string& words) {
  return stage(look, "✓", Ink::green, name, words);
}
std::string bad(const Look& look, const std::string& name, const std::string& words) {
  return stage(look, "✗", Ink::red, name, words);
}
std::string not_run(const Look& look, const std::string& name, const std::string& words) {
  return stage(look, "-", Ink::faint, name, words);
}
std::string indented(const Look& look, const std::string& words) {
  return wrapped(words, width_of(look), std::string(13, ' '), std::string(13, ' '));
}

std::string seconds(double s) { return fmt::format("{:.1f} s", s); }

std::string first_lines(const std::string& text, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    at = text.find('\n', at);
    if (at == std::string::npos) return text;
    ++at;
  }
  return at == text.size() ? text : text.substr(0, at) + "| … (cut)\n";
}

std::string build_stage(const Look& look, const GradeResult& result) {
  if (result.verdict == Verdict::not_graded) return "";
  if (result.verdict != Verdict::build_failed)
    return good(look, "builds", result.build_s > 0 ? seconds(result.build_s) : "");
  std::string text = bad(look, "builds", result.reason.empty() ? sentence(result.verdict) : result.reason);
  if (result.diagnostics.empty()) text += first_lines(quote_output(result.compiler_output), kOutputLines);
  return text;
}

std::string case_words(const CaseResult& one) {
  return one.message.empty() ? one.name : one.name + ": " + clean(one.message);
}

// Cases that a finding explains (a race, a crash) are counted only: the finding itself says it better.
bool speaks_for_itself(const CaseResult& one) {
  return one.verdict == Verdict::wrong_answer || one.verdict == Verdict::nondeterministic ||
         one.verdict == Verdict::input_modified;
}

std::string failed_case(const Look& look, const CaseResult& one, std::size_t details) {
  std::string text = bad(look, "correct", case_words(one));
  for (std::size_t i = 0; i < std::min(one.detail.size(), details); ++i)
    text += indented(look, clean(one.detail[i]));
  if (one.mismatches > details) text += indented(look, fmt::format("{} mismatches in all", one.mismatches));
  return text;
}

std::string failed_cases(const Look& look, const GradeResult& result) {
  std::vector<const CaseResult*> shown;
  std::size_t others = 0;
  for (const CaseResult& one : result.cases) {
    if (one.ok) continue;
    if (shown.size() < kCasesShown && (speaks_for_itself(one) || result.diagnostics.empty())) {
      shown.push_back(&one);
    } else {
      ++others;
    }
  }
  std::string text;
  // The first in full; of the others a glimpse, which is enough to see a pattern.
  for (std::size_t i = 0; i < shown.size(); ++i)
    text += failed_case(look, *shown[i], i == 0 ? kDetailShown : 1);
  if (others == 0) return text;
  const std::string count = fmt::format("{} {}", others, others == 1 ? "case" : "cases");
  return text + (shown.empty() ? bad(look, "correct", count + ": see below")
                               : indented(look, "and " + count + " more"));
}

std::string check_stage(const Look& look, const GradeResult& result) {
  if (result.verdict == Verdict::build_failed || result.cases.empty()) return "";
  const auto passed = static_cast<std::size_t>(
      std::count_if(result.cases.begin(), result.cases.end(), [](const CaseResult& one) { return one.ok; }));
  std::string words = fmt::format("{} of {} cases", passed, result.cases.size());
  if (passed == result.cases.size()) words = fmt::format("{} {}", passed, passed == 1 ? "case" : "cases");
  return (passed > 0 ? good(look, "correct", words) : "") + failed_cases(look, result);
}

std::string micros(double us) {
  if (us >= 1e6) return fmt::format("{:.2f} s", us / 1e6);
  if (us >= 1e3) return fmt::format("{:.2f} ms", us / 1e3);
  return fmt::format("{:.1f} us", us);
}

std::string measure_words(const MeasureRow& row) {
  std::string words = fmt::format("{}: {} median of {}", row.name, micros(row.median_us), row.samples);
  if (row.bytes > 0 && row.median_us > 0)
    words += fmt::format(", {:.1f} GB/s", row.bytes / row.median_us / 1e3);
  if (row.of_target > 0) words += fmt::format(", {:.0f} % of target", std::round(row.of_target * 100));
  if (row.baseline_us) words += fmt::format(", solution {}", micros(*row.baseline_us));
  if (!row.versus_baseline.empty()) words += " (" + row.versus_baseline + ")";
  return row.note.empty() ? words : words + ", " + row.note;
}

std::string sanitize_stage(const Look& look, const GradeResult& result) {
  if (result.sanitized.empty()) return "";
  const bool found = std::any_of(result.diagnostics.begin(), result.diagnostics.end(),
                                 [](const Finding& f) { return verdict_of(f.kind).has_value(); });
  if (found) return bad(look, "sanitizer", result.sanitized + ": see below");
  const bool done = result.sanitized.find("memcheck and") == 0;
  return done ? good(look, "sanitizer", result.sanitized) : not_run(look, "sanitizer", result.sanitized);
}

std::string measure_stage(const Look& look, const GradeResult& result) {
  std::string text;
  const bool slow = result.verdict == Verdict::too_slow;
  for (const MeasureRow& row : result.measure) {
    if (row.of_ceiling) {
      text += gpu_row_text(look, row);
      continue;
    }
    text += slow ? bad(look, "speed", measure_words(row)) : good(look, "speed", measure_words(row));
  }
  if (!text.empty()) return text + kernels_text(look, result.kernels);
  if (result.verdict == Verdict::passed || result.verdict == Verdict::not_graded) return "";
  return not_run(look, "speed", "not measured until correct");
}

// The sim's figures: never mixed with time.
std::string model_stage(const Look& look, const GradeResult& result) {
  if (!result.model) return "";
  const ModelFigures& model = *result.model;
  std::vector<std::string> lines = model.lines;
  if (lines.empty()) {
    lines.push_back(fmt::format("{:.2f} transactions per request, {:.0f} % of them needed",
                                model.transactions_per_request, model.ideal_share * 100));
    lines.push_back(
        fmt::format("{:.1f}-way bank conflicts, {} barriers", model.bank_conflict_ways, model.barriers));
  }
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += i == 0 ? stage(look, "·", Ink::cyan, "model", "not time: " + lines[i]) : indented(look, lines[i]);
  }
  return text;
}

std::string findings_stage(const Look& look, const GradeResult& result) {
  std::string text;
  const std::size_t count = std::min(result.diagnostics.size(), kFindingsShown);
  for (std::size_t i = 0; i < count; ++i) text += finding_text(look, result.diagnostics[i]);
  if (result.diagnostics.size() > count) {
    text += indented(look, fmt::format("and {} more", result.diagnostics.size() - count));
  }
  return text;
}

std::string output_stage(const Look& look, const GradeResult& result) {
  if (result.learner_output.empty()) return "";
  return " " + paint(look, Ink::faint, "your program printed:") + "\n" +
         first_lines(quote_output(result.learner_output), kOutputLines);
}

// "attempt 3, 1 hint, sim, 1.3 s"
std::string circumstances(const GradeResult& result, const RunContext& context) {
  std::string words;
  if (!result.cached_since.empty()) words = "unchanged since " + result.cached_since + ", ";
  if (context.attempt > 0) words += fmt::format("attempt {}, ", context.attempt);
  if (context.attempt > 0 && context.hints_taken > 0) {
    words += fmt::format("{} {}, ", context.hints_taken, context.hints_taken == 1 ? "hint" : "hints");
  }
  return words +
         fmt::format("{}, {}", result.gpu.empty() ? result.backend : result.gpu, seconds(result.total_s));
}

// " FAIL ex_03 race, 5/8 cases (attempt 3, 1 hint, sim, 1.3 s)"
std::string verdict_line(const Look& look, const Kit& kit, const GradeResult& result,
                         const RunContext& context) {
  std::string line = verdict_badge(look, result.verdict) + " " + kit.id;
  if (result.verdict == Verdict::passed) {
    if (!result.band.empty())
      line += " " + result.band + (result.band_is_model ? " by the model, not by time" : "");
  } else if (result.verdict != Verdict::not_graded) {
    line += " " + spaced(std::string(word(result.verdict)));
    const auto ok =
        std::count_if(result.cases.begin(), result.cases.end(), [](const CaseResult& one) { return one.ok; });
    if (!result.cases.empty()) line += fmt::format(", {}/{} cases", ok, result.cases.size());
  }
  return wrapped(line + " (" + circumstances(result, context) + ")", width_of(look), " ", "   ");
}

// The place to look at: the causal finding, else the first failed case.
std::string place_line(const Look& look, const Kit& kit, const GradeResult& result) {
  const auto is_cause = [](const Finding& finding) { return finding.kind != "warning" && finding.line > 0; };
  const auto cause = std::find_if(result.diagnostics.begin(), result.diagnostics.end(), is_cause);
  if (cause != result.diagnostics.end()) {
    return wrapped(place_words(*cause) + ": " + clean(cause->message), width_of(look), " ", "   ");
  }
  const auto failed =
      std::find_if(result.cases.begin(), result.cases.end(), [](const CaseResult& one) { return !one.ok; });
  if (failed != result.cases.end()) {
    return wrapped(kit.slug + kit.extension() + ": " + case_words(*failed), width_of(look), " ", "   ");
  }
  return wrapped(result.reason.empty() ? sentence(result.verdict) : result.reason, width_of(look), " ",
                 "   ");
}

Steps after_failure(const Kit& kit, const RunContext& context) {
  const std::string hint = "prep hint " + kit.id;
  if (context.hints_taken >= context.hint_levels)
    return {"prep edit " + kit.id, {hint, "prep solution " + kit.id + " --give-up"}};
  return {hint, {"prep edit " + kit.id, "prep show " + kit.id}};
}

Steps following(const Kit& kit, const GradeResult& result, const RunContext& context) {
  if (result.verdict == Verdict::passed) {
    return {context.after_pass.empty() ? "prep status" : context.after_pass, {"prep solution " + kit.id}};
  }
  if (result.verdict == Verdict::not_graded) return {"prep doctor", {}};
  if (result.verdict == Verdict::unstable_measurement) return {"prep run " + kit.id, {"prep doctor"}};
  return after_failure(kit, context);
}

}  // namespace

std::string verdict_badge(const Look& look, Verdict verdict) {
  if (verdict == Verdict::passed) return paint(look, Ink::green, "PASS");
  if (verdict == Verdict::not_graded) return paint(look, Ink::yellow, "NOT GRADED");
  if (verdict == Verdict::unstable_measurement) return paint(look, Ink::yellow, "UNSTABLE");
  return paint(look, Ink::red, "FAIL");
}

std::string run_heading(const Look& look, const Kit& kit) {
  return " " + paint(look, Ink::bold, kit.id) + " " + kit.title + "\n";
}

std::string run_screen(const Look& look, const Kit& kit, const GradeResult& result,
                       const RunContext& context) {
  std::string text = build_stage(look, result) + check_stage(look, result) + sanitize_stage(look, result) +
                     measure_stage(look, result) + model_stage(look, result) + output_stage(look, result) +
                     findings_stage(look, result);
  if (!result.seed.empty() && result.verdict != Verdict::build_failed &&
      result.verdict != Verdict::not_graded) {
    text += stage(look, "·", Ink::faint, "inputs", "--seed " + result.seed + " draws the same again");
  }
  text += "\n" + verdict_line(look, kit, result, context);
  if (result.verdict != Verdict::passed) {
    text += place_line(look, kit, result);
  } else if (!result.reason.empty()) {
    text += wrapped(result.reason, width_of(look), " ", " ");
  }
  if (!result.cached_since.empty()) text += " --fresh runs it again.\n";
  return text + next_line(look, following(kit, result, context));
}

}  // namespace prep
