// What commands work with, loaded when first asked for: a command pays only for what it reads. Reading writes
// nothing.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/json_out.h"
#include "content/kit.h"
#include "os/clock.h"
#include "os/paths.h"
#include "store/store.h"
#include "study/plan.h"
#include "term/terminal.h"

namespace prep {

class Session {
 public:
  Session(const Global& global, Terminal& terminal);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Terminal& terminal() { return terminal_; }
  const Look& look() const { return terminal_.out(); }
  bool json() const { return global_.json; }
  bool may_open_programs() const { return !global_.json && !global_.no_input && terminal_.out_is_terminal(); }

  const Home& home() const { return home_; }
  const Clock& clock() const { return clock_; }
  StoreContext store() const { return {home_, clock_}; }
  std::string today() const { return study_day(clock_.now()); }
  const Installation& installation();
  const std::vector<Kit>& kits();
  const Plan& plan();          // the chosen one, else "standard"
  const Progress& progress();  // remarks of the store go to stderr, once

  // One durable record; progress() is read again afterwards.
  Event record(const Action& action);

  // "" = the current exercise: the last opened or tried, else the plan's next, else the first.
  const Kit& exercise(const std::string& name);
  // "" = the next task. By id, alias, or exercise. Throws Error(usage) with "did you mean".
  const Task& task(const std::string& name);
  NextTask next();

  // ~/prep-work/ex_03_fused_pointwise/fused_pointwise.cu
  std::filesystem::path learner_file(const Kit& kit) const;

  void answer(const JsonObject& object) { terminal_.result(object.str() + "\n"); }

 private:
  Global global_;
  Terminal& terminal_;
  SystemClock clock_;
  Home home_;
  std::optional<Installation> installation_;
  std::optional<std::vector<Kit>> kits_;
  std::optional<Plan> plan_;
  std::optional<Progress> progress_;
  bool remarked_ = false;
};

}  // namespace prep
