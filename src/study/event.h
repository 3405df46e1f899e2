// What a learner did: one user action = one event = one journal record. Pure values; store/codec.h gives them
// bytes.
#pragma once
#include <cstdint>
#include <string>
#include <variant>

namespace prep {

// A graded attempt. `verdict` and `band` are the words of grade/verdict.h ("passed", "race"; "gold", "").
struct AttemptMade {
  std::string exercise;
  int version = 1;
  std::string backend;  // "sim", "host", "gpu"
  std::string verdict;
  std::string band;            // "", "pass", "good", "gold"
  bool band_is_model = false;  // earned from the sim's counters, not from time; shown as such everywhere
  std::string seed;
  std::string source_hash;
  double of_target = 0;  // the band metric's value (share of ceiling, of baseline…); 0 = not measured
  int cases_ok = 0, cases = 0;
  bool operator==(const AttemptMade&) const = default;
};
struct TaskDone {
  std::string task;
  bool operator==(const TaskDone&) const = default;
};
struct TaskSkipped {
  std::string task;
  std::string until_day{};  // "" = for good
  bool operator==(const TaskSkipped&) const = default;
};
// Takes back another record. Where that put a file back, `file` is the file and `backup` holds what it
// replaced (paths relative to the home folder), so that taking back the Undone puts the file back once more.
struct Undone {
  std::string of;  // ULID
  std::string file{};
  std::string backup{};
  bool operator==(const Undone&) const = default;
};
struct HintTaken {
  std::string exercise;
  int level = 1;
  bool operator==(const HintTaken&) const = default;
};
struct SolutionShown {
  std::string exercise;
  std::string reason;  // "passed" | "give_up"
  bool operator==(const SolutionShown&) const = default;
};
// The starter was put into the learner's folder; the exercise becomes current.
struct FileOpened {
  std::string exercise;
  bool operator==(const FileOpened&) const = default;
};
// Paths relative to the home folder; `backup` is the file as it was.
struct FileReset {
  std::string exercise;
  std::string file;
  std::string backup;
  bool operator==(const FileReset&) const = default;
};
// 0 and "" = as the plan says.
struct PlanChosen {
  std::string plan;
  int weeks = 0;
  std::string start_day{};
  std::string interview_day{};
  double hours = 0;
  bool operator==(const PlanChosen&) const = default;
};
// A checklist item: the learner's own tick.
struct Ticked {
  std::string item;
  bool on = true;
  bool operator==(const Ticked&) const = default;
};
// Of a newer prep: kept, counted, not folded.
struct UnknownOp {
  std::string op;
  bool operator==(const UnknownOp&) const = default;
};

using Action = std::variant<AttemptMade, TaskDone, TaskSkipped, Undone, HintTaken, SolutionShown, FileOpened,
                            FileReset, PlanChosen, Ticked, UnknownOp>;

struct Event {
  std::string id;  // ULID; the fold goes in this order
  std::string device;
  std::uint64_t seq = 0;
  std::int64_t utc_ms = 0;
  int offset_minutes = 0;
  std::string day;  // study day, computed when it happened
  Action action;
  bool operator==(const Event&) const = default;
};

// "passed ex_03", "hint 2 of ex_03": one line in words, for log and undo.
std::string in_words(const Event& event);
// Attempts cannot be taken back (they are facts); everything else but an UnknownOp can.
bool undoable(const Action& action);

}  // namespace prep
