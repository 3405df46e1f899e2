#include "study/event.h"

#include <algorithm>

namespace prep {
namespace {

std::string spaced(std::string words) {
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

struct InWords {
  std::string operator()(const AttemptMade& a) const {
    if (a.verdict != "passed") return "attempt at " + a.exercise + ": " + spaced(a.verdict);
    if (a.band.empty() || a.band == "pass") return "passed " + a.exercise;
    return "passed " + a.exercise + " (" + a.band + (a.band_is_model ? ", model" : "") + ")";
  }
  std::string operator()(const TaskDone& a) const { return "done " + a.task; }
  std::string operator()(const TaskSkipped& a) const {
    return "skip " + a.task + (a.until_day.empty() ? "" : " until " + a.until_day);
  }
  std::string operator()(const Undone& a) const { return "took back record " + a.of; }
  std::string operator()(const HintTaken& a) const {
    return "hint " + std::to_string(a.level) + " of " + a.exercise;
  }
  std::string operator()(const SolutionShown& a) const {
    return "solution of " + a.exercise + (a.reason == "give_up" ? " (given up)" : "");
  }
  std::string operator()(const FileOpened& a) const { return "edit " + a.exercise; }
  std::string operator()(const FileReset& a) const { return "reset " + a.exercise; }
  std::string operator()(const PlanChosen& a) const {
    return "plan " + a.plan + (a.weeks == 0 ? "" : ", " + std::to_string(a.weeks) + " weeks") +
           (a.start_day.empty() ? "" : " from " + a.start_day) +
           (a.interview_day.empty() ? "" : ", interview " + a.interview_day);
  }
  std::string operator()(const Ticked& a) const { return (a.on ? "tick " : "untick ") + a.item; }
  std::string operator()(const UnknownOp& a) const { return "\"" + a.op + "\" of a newer prep"; }
};

}  // namespace

std::string in_words(const Event& event) { return std::visit(InWords{}, event.action); }

bool undoable(const Action& action) {
  return !std::holds_alternative<AttemptMade>(action) && !std::holds_alternative<UnknownOp>(action);
}

}  // namespace prep
