#include "cli/grammar.h"

#include "cli/readers.h"

namespace prep {

const std::vector<CommandSpec>& commands() {
  using enum Group;
  static const std::vector<CommandSpec> all{
      {"", "today: the day's tasks and the next command", "prep", hidden, Completes::nothing, read_today},
      {"start", "begin a plan, or change it",
       "prep start --interview 2026-12-18\nprep start --plan standard --hours 2", study, Completes::nothing,
       read_start},
      {"next", "the one next task, and why", "prep next\nprep next --all        the day's list", study,
       Completes::nothing, read_next},
      {"read", "a lesson", "prep read              the day's page\nprep read w2d3", study, Completes::page,
       read_read},
      {"done", "tick a task off", "prep done              the next task\nprep done w1d1-setup", study,
       Completes::task, read_done},
      {"skip", "leave a task out", "prep skip w1d2-read --until 2026-12-01", study, Completes::task,
       read_skip},
      {"note", "your own notes on a task",
       "prep note              opens your editor\nprep note ex_03 \"two loads per thread\"", study,
       Completes::task, read_note},
      {"search", "find words in lessons, cards and exercises", "prep search bank conflict", study,
       Completes::nothing, read_search},
      {"list", "the exercises", "prep list --status todo\nprep list --week 2 --language cuda", exercises,
       Completes::nothing, read_list},
      {"show", "an exercise's statement", "prep show ex_03", exercises, Completes::exercise, read_show},
      {"edit", "put the starter into your folder and open it",
       "prep edit ex_03\nprep edit 3 --edit-cmd \"code --wait\"", exercises, Completes::exercise, read_edit},
      {"run", "build, check, measure and grade an exercise",
       "prep run ex_03\nprep run               the current exercise\nprep run ex_03 --file other.cu --json",
       exercises, Completes::exercise, read_run},
      {"hint", "the next hint", "prep hint ex_03\nprep hint ex_03 --level 1", exercises, Completes::exercise,
       read_hint},
      {"solution", "the solution, after a pass", "prep solution ex_03\nprep solution ex_03 --give-up",
       exercises, Completes::exercise, read_solution},
      {"reset", "the starter again; keeps a backup",
       "prep reset ex_03\nprep undo              brings your file back", exercises, Completes::exercise,
       read_reset},
      {"status", "where you stand", "prep status", progress, Completes::nothing, read_status},
      {"checklist", "what you can show, with evidence", "prep checklist\nprep checklist cuda_kernels --tick",
       progress, Completes::checklist_item, read_checklist},
      {"log", "what you did, newest first", "prep log -n 50", progress, Completes::nothing, read_log},
      {"undo", "take back the last change", "prep undo", progress, Completes::nothing, read_undo},
      {"redo", "do again what undo took back", "prep redo", progress, Completes::nothing, read_redo},
      {"import", "add the records of another machine", "prep import /media/usb/prep-work", progress,
       Completes::file, read_import},
      {"tour", "the main job in a minute; records nothing", "prep tour", tools, Completes::nothing,
       read_tour},
      {"sim", "run any CUDA program on the CPU, with checks", "prep sim saxpy.cu -- 1024", tools,
       Completes::file, read_sim},
      {"doctor", "what this machine has, for you or a bug report", "prep doctor\nprep doctor --restore",
       tools, Completes::nothing, read_doctor},
      {"calibrate", "measure the speed of light of this machine",
       "prep calibrate         the idlest GPU and the CPU\nprep calibrate --gpu 1 --force", tools,
       Completes::nothing, read_calibrate},
      {"completion", "shell completion", "prep completion bash >> ~/.bashrc", tools, Completes::shell,
       read_completion},
      {"dev check", "for authors: the exam of kits and content",
       "prep dev check ex_03\nprep dev check --quick\nprep dev check ex_10 --backend gpu", tools,
       Completes::exercise, read_dev_check},
      {"dev bench", "for authors: solutions and variants against the ceilings",
       "prep dev bench\nprep dev bench ex_09 --json", tools, Completes::exercise, read_dev_bench},
  };
  return all;
}

}  // namespace prep
