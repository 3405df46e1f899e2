#include "cli/session.h"

#include <algorithm>

#include "content/library.h"
#include "os/edit_distance.h"
#include "os/error.h"

namespace prep {
namespace {

bool has_kit(const std::vector<Kit>& kits, const std::string& id) {
  return std::any_of(kits.begin(), kits.end(), [&id](const Kit& kit) { return kit.id == id; });
}

void mark_planned(Plan& plan, const std::vector<Kit>& kits) {
  for (Day& day : plan.days) {
    for (Task& task : day.tasks) task.planned = task.kind == TaskKind::exercise && !has_kit(kits, task.ref);
  }
}

// An exercise of the catalogue that has no kit yet is no typing error, and is not answered as one.
const Kit& find_or_say_planned(const std::vector<Kit>& kits, const std::string& name,
                               const std::filesystem::path& content) {
  try {
    return find_kit(kits, name);
  } catch (const Error&) {
    for (const CatalogueEntry& entry : load_catalogue(content)) {
      if (entry.id != name || entry.ready) continue;
      throw Error(
          Exit::usage, "planned_exercise",
          entry.id + " (" + entry.title + ") is planned and not written yet; prep list shows what is there");
    }
    throw;
  }
}

}  // namespace

Session::Session(const Global& global, Terminal& terminal)
    : global_(global), terminal_(terminal), home_(find_home(global.home)) {}

const Installation& Session::installation() {
  if (!installation_) installation_ = find_installation();
  return *installation_;
}

const std::vector<Kit>& Session::kits() {
  if (!kits_) kits_ = load_kits(installation().exercises);
  return *kits_;
}

const Plan& Session::plan() {
  if (!plan_) {
    const auto& chosen = progress().plan;
    plan_ = load_plan(installation().content, chosen && !chosen->plan.empty() ? chosen->plan : "standard");
    mark_planned(*plan_, kits());
  }
  return *plan_;
}

const Progress& Session::progress() {
  if (!progress_) {
    Loaded loaded = load(store());
    if (!remarked_) {
      for (const std::string& remark : loaded.remarks) terminal_.talk("prep: " + remark + "\n");
    }
    remarked_ = true;
    progress_ = std::move(loaded.progress);
  }
  return *progress_;
}

Event Session::record(const Action& action) {
  Event event = append(store(), action);
  progress_.reset();
  return event;
}

NextTask Session::next() { return next_task(plan(), progress(), today()); }

const Kit& Session::exercise(const std::string& name) {
  if (!name.empty()) return find_or_say_planned(kits(), name, installation().content);
  if (kits().empty()) {
    throw Error(Exit::content, "no_exercises",
                "there are no exercises in " + display(installation().exercises) + "; install prep again");
  }
  if (!progress().current_exercise.empty()) return find_kit(kits(), progress().current_exercise);
  const NextTask following = next();
  const bool is_exercise = following.task != nullptr && following.task->kind == TaskKind::exercise;
  return is_exercise ? find_kit(kits(), following.task->ref) : kits().front();
}

const Task& Session::task(const std::string& name) {
  if (name.empty()) {
    const NextTask following = next();
    if (following.task != nullptr) return *following.task;
    throw Error(Exit::usage, "plan_finished", "no task is open: the plan is finished; prep status shows it");
  }
  if (const Task* found = find_task(plan(), name)) return *found;
  if (const auto same = tasks_of_exercise(plan(), name); !same.empty())
    return *same.front();  // planned ones too
  std::vector<std::string> ids;
  for (const Day& day : plan().days) {
    for (const Task& task : day.tasks) ids.push_back(task.id);
  }
  const Kit* kit = nullptr;
  try {
    kit = &find_kit(kits(), name);
  } catch (const Error&) {  // neither a task nor an exercise: said below
    const auto close = nearest(name, ids);
    throw Error(Exit::usage, "unknown_task",
                "no task \"" + name + "\"" +
                    (close ? ". Did you mean \"" + *close + "\"?" : "; prep next --all lists the day's"));
  }
  const std::vector<const Task*> tasks = tasks_of_exercise(plan(), kit->id);
  if (!tasks.empty()) return *tasks.front();
  throw Error(Exit::usage, "unknown_task",
              kit->id + " is no task of plan " + plan().id + "; a pass of it counts all the same: prep run " +
                  kit->id);
}

std::filesystem::path Session::learner_file(const Kit& kit) const {
  return home_.root / kit.folder_name() / (kit.slug + kit.extension());
}

}  // namespace prep
