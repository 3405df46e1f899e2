#include "cli/readers.h"

#include "os/error.h"
#include "study/dates.h"

namespace prep {
namespace {

constexpr const char* kExercise = "as ex_03, 3, or a slug's beginning; without it the current one";

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

std::string checked_day(const std::string& day, const std::string& option) {
  if (day.empty() || is_day(day)) return day;
  throw Error(Exit::usage, "usage", option + " takes a day as 2026-11-22, not \"" + day + "\"");
}

}  // namespace

Command read_today(Options& o) {
  o.finish();
  return command::Today{};
}

Command read_start(Options& o) {
  command::Start c;
  o.text("--plan", c.plan, "PLAN", "focused, intensive, standard or extended");
  o.integer("--weeks", c.weeks, "N", "spread the plan over N weeks", 1, 52);
  o.text("--interview", c.interview_day, "DATE", "the interview's day, as 2026-11-22");
  o.number("--hours", c.hours, "H", "hours a day that you have", 0.25, 16);
  o.text("--from", c.from_day, "DATE", "the plan's first day; today if none was set");
  o.finish();
  checked_day(c.interview_day, "--interview");
  checked_day(c.from_day, "--from");
  return c;
}

Command read_next(Options& o) {
  bool all = false;
  o.flag("--all", all, "every task of the day");
  o.finish();
  return command::Next{all ? command::Span::day : command::Span::one};
}

Command read_done(Options& o) {
  command::Done c;
  o.positional("TASK", c.task, Need::optional, "its id, or an exercise; without it the next task");
  o.finish();
  return c;
}

Command read_skip(Options& o) {
  command::Skip c;
  o.positional("TASK", c.task, Need::optional, "its id, or an exercise; without it the next task");
  o.text("--until", c.until_day, "DATE", "offer it again from that day on");
  o.finish();
  checked_day(c.until_day, "--until");
  return c;
}

Command read_undo(Options& o) {
  command::Undo c;
  o.positional("RECORD", c.record, Need::optional,
               "a record's id from prep log --ids; without it the last change");
  o.finish();
  return c;
}

Command read_redo(Options& o) {
  o.finish();
  return command::Redo{};
}

Command read_list(Options& o) {
  command::List c;
  o.choice("--status", c.status, {"todo", "tried", "passed"}, "only these");
  o.integer("--week", c.week, "N", "only of this week of the plan", 1, 52);
  o.text("--topic", c.topic, "TAG", "only with this topic, or one below it");
  o.integer("--difficulty", c.difficulty, "N", "only of this difficulty", 1, 5);
  o.choice("--language", c.language, {"cuda", "cpp"}, "only in this language");
  o.finish();
  return c;
}

Command read_show(Options& o) {
  command::Show c;
  o.positional("EXERCISE", c.exercise, Need::optional, kExercise);
  o.finish();
  return c;
}

Command read_read(Options& o) {
  command::Read c;
  o.positional("PAGE", c.page, Need::optional, "a day as w2d3, a task, or a page; without it the day's");
  o.finish();
  return c;
}

Command read_edit(Options& o) {
  command::Edit c;
  o.positional("EXERCISE", c.exercise, Need::optional, kExercise);
  o.text("--edit-cmd", c.editor, "COMMAND", "the editor to open; else $VISUAL, else $EDITOR");
  o.finish();
  return c;
}

Command read_run(Options& o) {
  command::Run c;
  std::string backend = "auto";
  bool quick = false, fresh = false;
  o.positional("EXERCISE", c.exercise, Need::optional, kExercise);
  o.choice("--backend", backend, {"auto", "gpu", "sim", "host"}, "where it runs");
  o.integer("--gpu", c.gpu, "N", "on this GPU, as nvidia-smi counts them; else the idlest", 0, 1023);
  o.text("--file", c.file, "FILE", "grade this file instead; records nothing");
  o.text("--seed", c.seed, "SEED", "draw the same inputs as a run before; 16 hex digits");
  o.flag("--quick", quick, "correctness only: no measurement");
  o.flag("--fresh", fresh, "run again though nothing changed");
  o.finish();
  if (c.seed.size() > 16 || c.seed.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
    throw Error(Exit::usage, "usage",
                "--seed takes up to 16 hex digits as a run prints them, not \"" + c.seed + "\"");
  }
  c.backend = backend == "gpu"    ? BackendChoice::gpu
              : backend == "sim"  ? BackendChoice::sim
              : backend == "host" ? BackendChoice::host
                                  : BackendChoice::automatic;
  c.depth = quick ? Depth::quick : Depth::full;
  c.cache = fresh ? CacheUse::fresh : CacheUse::use;
  return c;
}

Command read_hint(Options& o) {
  command::Hint c;
  o.positional("EXERCISE", c.exercise, Need::optional, kExercise);
  o.integer("--level", c.level, "N", "this level instead of the next", 1, 9);
  o.finish();
  return c;
}

Command read_solution(Options& o) {
  command::Solution c;
  bool give_up = false;
  o.positional("EXERCISE", c.exercise, Need::optional, kExercise);
  o.flag("--give-up", give_up, "show it before a pass; the record says so");
  o.finish();
  if (give_up) c.give_up = command::GiveUp::yes;
  return c;
}

Command read_reset(Options& o) {
  command::Reset c;
  o.positional("EXERCISE", c.exercise, Need::optional, kExercise);
  o.finish();
  return c;
}

Command read_checklist(Options& o) {
  command::Checklist c;
  bool tick = false, untick = false;
  o.positional("ITEM", c.item, Need::optional, "one item with its evidence");
  o.flag("--tick", tick, "say that you can do it");
  o.flag("--untick", untick, "take that back");
  o.finish();
  if (tick && untick) throw Error(Exit::usage, "usage", "--tick and --untick exclude each other; give one");
  if ((tick || untick) && c.item.empty()) {
    throw Error(Exit::usage, "usage", "which item? prep checklist names them");
  }
  c.change = tick     ? command::TickChange::tick
             : untick ? command::TickChange::untick
                      : command::TickChange::none;
  return c;
}

Command read_status(Options& o) {
  o.finish();
  return command::Status{};
}

Command read_log(Options& o) {
  command::Log c;
  bool all = false, ids = false;
  o.integer("-n,--count", c.count, "N", "how many, newest first", 1, 1000000);
  o.flag("--all", all, "everything");
  o.flag("--ids", ids, "with the records' ids, for prep undo");
  o.finish();
  if (ids) c.ids = command::Ids::shown;
  if (all) c.count = 0;
  return c;
}

Command read_search(Options& o) {
  std::vector<std::string> words;
  o.positionals("TEXT", words, Need::required, "found in lessons and exercises, letter case ignored");
  o.finish();
  return command::Search{joined(words)};
}

Command read_note(Options& o) {
  command::Note c;
  std::vector<std::string> words;
  o.positional("TASK", c.task, Need::optional, "a task or an exercise; without it the next task");
  o.positionals("TEXT", words, Need::optional, "a line to add; without it your editor opens");
  o.finish();
  c.text = joined(words);
  return c;
}

Command read_doctor(Options& o) {
  bool restore = false;
  o.flag("--restore", restore, "set damaged files aside and rebuild from what is whole");
  o.finish();
  return command::Doctor{restore ? command::Repair::yes : command::Repair::no};
}

Command read_calibrate(Options& o) {
  command::Calibrate c;
  bool cpu = false, force = false;
  o.integer("--gpu", c.gpu, "N", "this GPU alone, as nvidia-smi counts; else the idlest, and the CPU", 0,
            255);
  o.flag("--cpu", cpu, "the CPU alone");
  o.flag("--force", force, "measure though the figures kept still hold");
  o.finish();
  if (cpu && c.gpu >= 0) throw Error(Exit::usage, "usage", "--cpu and --gpu exclude each other; give one");
  c.what = cpu          ? command::MeasureWhat::cpu
           : c.gpu >= 0 ? command::MeasureWhat::gpu
                        : command::MeasureWhat::everything;
  if (force) c.keep = command::Keep::again;
  return c;
}

Command read_sim(Options& o) {
  command::Sim c;
  bool fast = false, leaks = false, model = false;
  o.positionals("FILES", c.files, Need::required,
                "CUDA and C++ sources, nvcc's options among them; what follows -- goes to the program");
  o.flag("--fast", fast, "results only: no checks");
  o.flag("--leaks", leaks, "also what is still allocated at the end");
  o.flag("--model", model, "also costs: transactions, bank conflicts, occupancy, registers");
  std::string gpu;
  o.text("--gpu", gpu, "NAME", "the GPU of --model; h200 where it is left out, else h100, a100, l4, ...");
  o.integer("--gpus", c.gpus, "N", "that many simulated GPUs", 1, 8);
  o.integer("--schedule", c.schedule, "N", "order of threads: 0 forward, 1 backward, then shuffled", 0, 1000);
  o.texts("-I", c.include, "FOLDER", "where headers are");
  o.texts("-D", c.defines, "NAME[=VALUE]", "a macro");
  o.choice("--std", c.standard, {"c++14", "c++17", "c++20"}, "c++17 where it is left out, as in nvcc");
  o.finish();
  model = model || !gpu.empty();
  if (!gpu.empty()) c.gpu = gpu;
  if (fast && model)
    throw Error(Exit::usage, "usage", "prep sim: --model needs the checks; leave out --fast");
  c.mode = fast ? SimMode::fast : SimMode::check;
  c.leaks = leaks ? SimLeaks::told : SimLeaks::untold;
  c.model = model ? SimModel::told : SimModel::untold;
  return c;
}

Command read_dev_check(Options& o) {
  command::DevCheck c;
  bool quick = false;
  std::string backend = "sim";
  o.positionals("EXERCISES", c.exercises, Need::optional, "only these");
  o.flag("--quick", quick, "data of all, full exam of changed kits only");
  o.choice("--backend", backend, {"sim", "gpu"}, "where CUDA kits are examined");
  o.finish();
  c.depth = quick ? Depth::quick : Depth::full;
  c.backend = backend == "gpu" ? BackendChoice::gpu : BackendChoice::sim;
  return c;
}

Command read_dev_bench(Options& o) {
  command::DevBench c;
  o.positionals("EXERCISES", c.exercises, Need::optional, "only these");
  o.integer("--gpu", c.gpu, "N", "on this GPU; else the idlest", 0, 1023);
  o.finish();
  return c;
}

Command read_tour(Options& o) {
  o.finish();
  return command::Tour{};
}

Command read_completion(Options& o) {
  command::Completion c;
  o.positional("SHELL", c.shell, Need::required, "bash, zsh or fish");
  o.finish();
  if (c.shell != "bash" && c.shell != "zsh" && c.shell != "fish") {
    throw Error(Exit::usage, "usage", "completion is for bash, zsh or fish, not \"" + c.shell + "\"");
  }
  return c;
}

Command read_import(Options& o) {
  command::Import c;
  o.positional("FOLDER", c.folder, Need::required, "another machine's prep-work folder");
  o.finish();
  return c;
}

}  // namespace prep
