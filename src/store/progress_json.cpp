#include "store/progress_json.h"

#include <nlohmann/json.hpp>

namespace prep {
namespace {

using nlohmann::json;

json exercise_json(const ExerciseProgress& e) {
  return {{"attempts", e.attempts},     {"before_pass", e.attempts_before_pass},
          {"hint", e.hint_level},       {"opened", e.opened},
          {"passed", e.passed},         {"solution", e.solution_seen},
          {"passed_day", e.passed_day}, {"passed_version", e.passed_version},
          {"band", e.best_band},        {"model_band", e.best_model_band},
          {"verdict", e.last_verdict},  {"backend", e.last_backend},
          {"day", e.last_day},          {"last", e.last_utc_ms},
          {"first", e.first_utc_ms}};
}

ExerciseProgress exercise_from(const json& j) {
  ExerciseProgress e;
  j.at("attempts").get_to(e.attempts);
  j.at("before_pass").get_to(e.attempts_before_pass);
  j.at("hint").get_to(e.hint_level);
  j.at("opened").get_to(e.opened);
  j.at("passed").get_to(e.passed);
  j.at("solution").get_to(e.solution_seen);
  j.at("passed_day").get_to(e.passed_day);
  j.at("passed_version").get_to(e.passed_version);
  j.at("band").get_to(e.best_band);
  j.at("model_band").get_to(e.best_model_band);
  j.at("verdict").get_to(e.last_verdict);
  j.at("backend").get_to(e.last_backend);
  j.at("day").get_to(e.last_day);
  j.at("last").get_to(e.last_utc_ms);
  j.at("first").get_to(e.first_utc_ms);
  return e;
}

json task_json(const TaskProgress& t) {
  return {{"mark", t.mark == TaskMark::done ? "done" : "skipped"}, {"day", t.day}, {"until", t.until_day}};
}

TaskProgress task_from(const json& j) {
  return {j.at("mark").get<std::string>() == "done" ? TaskMark::done : TaskMark::skipped,
          j.at("day").get<std::string>(), j.at("until").get<std::string>()};
}

json plan_json(const PlanChosen& p) {
  return {{"plan", p.plan},
          {"weeks", p.weeks},
          {"start", p.start_day},
          {"interview", p.interview_day},
          {"hours", p.hours}};
}

PlanChosen plan_from(const json& j) {
  return {j.at("plan").get<std::string>(), j.at("weeks").get<int>(), j.at("start").get<std::string>(),
          j.at("interview").get<std::string>(), j.at("hours").get<double>()};
}

}  // namespace

json to_json(const Progress& p) {
  json j{{"first_day", p.first_day},        {"ticks", p.ticks},   {"current", p.current_exercise},
         {"days", p.active_days},           {"events", p.events}, {"newest_id", p.newest_id},
         {"newest_utc_ms", p.newest_utc_ms}};
  j["tasks"] = json::object();
  j["exercises"] = json::object();
  for (const auto& [id, task] : p.tasks) j["tasks"][id] = task_json(task);
  for (const auto& [id, exercise] : p.exercises) j["exercises"][id] = exercise_json(exercise);
  if (p.plan) j["plan"] = plan_json(*p.plan);
  return j;
}

Progress progress_from(const json& j) {
  Progress p;
  j.at("first_day").get_to(p.first_day);
  j.at("ticks").get_to(p.ticks);
  j.at("current").get_to(p.current_exercise);
  j.at("days").get_to(p.active_days);
  j.at("events").get_to(p.events);
  j.at("newest_id").get_to(p.newest_id);
  j.at("newest_utc_ms").get_to(p.newest_utc_ms);
  for (const auto& [id, task] : j.at("tasks").items()) p.tasks.emplace(id, task_from(task));
  for (const auto& [id, exercise] : j.at("exercises").items())
    p.exercises.emplace(id, exercise_from(exercise));
  if (const auto plan = j.find("plan"); plan != j.end()) p.plan = plan_from(*plan);
  return p;
}

}  // namespace prep
