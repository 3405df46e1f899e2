// What a learner did: one user action = one event = one journal record. Pure values; store/codec.h gives them bytes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace prep {

// A graded attempt. `verdict` and `band` are the words of grade/verdict.h ("passed", "race"; "gold", "").
struct AttemptMade {
  std::string exercise;
  int version = 1;
  std::string backend;           // "sim", "host", "gpu"
  std::string verdict;
  std::string band;              // "", "pass", "good", "gold"
  bool band_is_model = false;    // earned from the sim's counters, not from time; shown as such everywhere
  std::string seed;
  std::string source_hash;
  double of_target = 0;          // the band metric's value (share of ceiling, of baseline…); 0 = not measured
  int cases_ok = 0, cases = 0;
};
struct TaskDone { std::string task; };
struct TaskSkipped { std::string task; std::string until_day; };  // until_day "" = for good
struct Undone { std::string of; };                                // ULID of the record taken back
struct HintTaken { std::string exercise; int level = 1; };
struct SolutionShown { std::string exercise; std::string reason; };  // "passed" | "give_up"
struct FileOpened { std::string exercise; };                      // the starter was put into the learner's folder; becomes current
struct FileReset { std::string exercise; std::string file; std::string backup; };  // paths relative to the home folder
struct PlanChosen { std::string plan; int weeks = 0; std::string start_day; std::string interview_day; double hours = 0; };  // 0, "" = as the plan says
struct Ticked { std::string item; bool on = true; };              // a checklist item, the learner's own tick
struct UnknownOp { std::string op; };                             // of a newer prep: kept, not folded

using Action = std::variant<AttemptMade, TaskDone, TaskSkipped, Undone, HintTaken, SolutionShown, FileOpened, FileReset,
                            PlanChosen, Ticked, UnknownOp>;

struct Event {
  std::string id;      // ULID; the fold goes in this order
  std::string device;
  std::uint64_t seq = 0;
  std::int64_t utc_ms = 0;
  int offset_minutes = 0;
  std::string day;     // study day, computed when it happened
  Action action;
};

// "passed ex_03", "hint 2 of ex_03": one line in words, for log and undo.
std::string in_words(const Event& event);
// Attempts cannot be taken back (they are facts); everything else but an UnknownOp can.
bool undoable(const Action& action);

}  // namespace prep
