// What the learner asked for, as values: argv is parsed into one of these, then executed. Names of plans,
// exercises and tasks are as typed; they are resolved when the command runs.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "backend/sim_program.h"
#include "grade/grade.h"
#include "term/look.h"

namespace prep {

// Options that every command takes, before or after its name.
struct Global {
  std::string home;
  ColourChoice colour = ColourChoice::automatic;
  bool json = false, no_input = false, quiet = false;
  bool operator==(const Global&) const = default;
};

namespace command {

struct Today {
  bool operator==(const Today&) const = default;
};
struct Start {
  std::string plan, interview_day, from_day;
  int weeks = 0;
  double hours = 0;
  bool operator==(const Start&) const = default;
};
enum class Span { one, day };
struct Next {
  Span span = Span::one;
  bool operator==(const Next&) const = default;
};
struct Done {
  std::string task;
  bool operator==(const Done&) const = default;
};
struct Skip {
  std::string task, until_day;
  bool operator==(const Skip&) const = default;
};
struct Undo {
  std::string record;
  bool operator==(const Undo&) const = default;
};
struct Redo {
  bool operator==(const Redo&) const = default;
};
struct List {
  std::string status, topic, language;
  int week = 0, difficulty = 0;
  bool operator==(const List&) const = default;
};
struct Show {
  std::string exercise;
  bool operator==(const Show&) const = default;
};
struct Read {
  std::string page;
  bool operator==(const Read&) const = default;
};
struct Edit {
  std::string exercise, editor;
  bool operator==(const Edit&) const = default;
};
struct Run {
  std::string exercise, file, seed;
  BackendChoice backend = BackendChoice::automatic;
  Depth depth = Depth::full;
  CacheUse cache = CacheUse::use;
  int gpu = -1;  // --gpu N; -1: the idlest
  bool operator==(const Run&) const = default;
};
struct Hint {
  std::string exercise;
  int level = 0;
  bool operator==(const Hint&) const = default;
};
enum class GiveUp { no, yes };
struct Solution {
  std::string exercise;
  GiveUp give_up = GiveUp::no;
  bool operator==(const Solution&) const = default;
};
struct Reset {
  std::string exercise;
  bool operator==(const Reset&) const = default;
};
enum class TickChange { none, tick, untick };
struct Checklist {
  std::string item;
  TickChange change = TickChange::none;
  bool operator==(const Checklist&) const = default;
};
struct Status {
  bool operator==(const Status&) const = default;
};
enum class Ids { hidden, shown };
struct Log {
  int count = 20;  // 0 = all
  Ids ids = Ids::hidden;
  bool operator==(const Log&) const = default;
};
struct Search {
  std::string text;
  bool operator==(const Search&) const = default;
};
struct Note {
  std::string task, text;
  bool operator==(const Note&) const = default;
};
enum class Repair { no, yes };
struct Doctor {
  Repair repair = Repair::no;
  bool operator==(const Doctor&) const = default;
};
enum class MeasureWhat { everything, gpu, cpu };
enum class Keep { use, again };  // use: what was measured before and still holds is shown
struct Calibrate {
  MeasureWhat what = MeasureWhat::everything;
  int gpu = -1;  // as nvidia-smi counts; -1: the idlest
  Keep keep = Keep::use;
  bool operator==(const Calibrate&) const = default;
};
struct Sim {
  std::vector<std::string> files, args, include, defines;
  SimMode mode = SimMode::check;
  SimLeaks leaks = SimLeaks::untold;
  SimModel model = SimModel::untold;
  std::string gpu = "h200";  // that the model reckons for
  std::string standard = "c++17";
  int gpus = 1;
  int schedule = 0;
  SimOpenMp openmp = SimOpenMp::when_included;
  std::vector<std::string> link{};  // -l and -L of the learner's own libraries
  bool operator==(const Sim&) const = default;
};
struct DevCheck {
  std::vector<std::string> exercises;
  Depth depth = Depth::full;
  BackendChoice backend = BackendChoice::sim;  // of CUDA kits
  bool operator==(const DevCheck&) const = default;
};
struct DevBench {
  std::vector<std::string> exercises;
  int gpu = -1;  // -1: the idlest
  bool operator==(const DevBench&) const = default;
};
struct Tour {
  bool operator==(const Tour&) const = default;
};
struct Completion {
  std::string shell;
  bool operator==(const Completion&) const = default;
};
// What a shell asks while Tab is pressed: the words of the line up to the cursor, "prep" left out.
struct Complete {
  std::vector<std::string> words;
  bool operator==(const Complete&) const = default;
};
struct Import {
  std::string folder;
  bool operator==(const Import&) const = default;
};
struct Help {
  std::string text;
  bool operator==(const Help&) const = default;
};

}  // namespace command

using Command =
    std::variant<command::Today, command::Start, command::Next, command::Done, command::Skip, command::Undo,
                 command::Redo, command::List, command::Show, command::Read, command::Edit, command::Run,
                 command::Hint, command::Solution, command::Reset, command::Checklist, command::Status,
                 command::Log, command::Search, command::Note, command::Doctor, command::Calibrate,
                 command::Sim, command::DevCheck, command::DevBench, command::Tour, command::Completion,
                 command::Complete,
                 command::Import, command::Help>;

struct Invocation {
  Global global;
  Command command;
};

}  // namespace prep
