#include "content/week_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "os/json.h"

namespace prep {
namespace {

Task read_task(const Json& json, const std::string& day) {
  json.only({"id", "kind", "ref", "minutes", "why", "title", "stretch", "aliases"});
  Task task;
  task.id = json.text("id");
  if (task.id.rfind(day + "-", 0) != 0)
    json.at("id").fail(fmt::format("a task of day {} is called {}-something", day, day));
  task.kind = static_cast<TaskKind>(
      json.at("kind").choice({"read", "exercise", "review", "drill", "explain", "design", "mock", "build"}));
  task.ref = json.text_or("ref", "");
  if (task.ref.empty() && (task.kind == TaskKind::read || task.kind == TaskKind::exercise))
    json.fail("it needs a \"ref\": the page to read, or the exercise id");
  task.minutes = static_cast<int>(json.integer("minutes"));
  if (task.minutes < 1) json.at("minutes").fail("a task takes at least a minute");
  task.why = json.text("why");
  task.title = json.text("title");
  task.stretch = json.boolean_or("stretch", false);
  task.aliases = json.texts_or_none("aliases");
  return task;
}

// An objective names the tasks that serve it: one that nothing serves is a promise nobody keeps.
std::string read_objective(const Json& json, const std::vector<Task>& tasks) {
  json.only({"text", "by"});
  const std::vector<Json> by = json.items("by");
  if (by.empty()) json.at("by").fail("no task serves this objective; name one, or drop the objective");
  for (const Json& task : by)
    if (std::none_of(tasks.begin(), tasks.end(), [&](const Task& t) { return t.id == task.text(); }))
      task.fail(fmt::format("this day has no task \"{}\"", task.text()));
  return json.text("text");
}

Day read_day(const Json& json) {
  json.only({"id", "title", "hours", "objectives", "tasks"});
  Day day;
  day.id = json.text("id");
  day.title = json.text("title");
  day.hours = json.number("hours");
  int minutes = 0;
  for (const Json& task : json.items("tasks")) {
    day.tasks.push_back(read_task(task, day.id));
    if (!day.tasks.back().stretch) minutes += day.tasks.back().minutes;
  }
  if (day.tasks.empty()) json.at("tasks").fail("a day without tasks is a rest day; leave it out");
  if (minutes > day.hours * 60 + 0.5)
    json.at("hours").fail(
        fmt::format("the tasks take {} minutes and the day has {:.0f}; mark some as stretch or raise hours",
                    minutes, day.hours * 60));
  for (const Json& objective : json.items("objectives"))
    day.objectives.push_back(read_objective(objective, day.tasks));
  return day;
}

}  // namespace

Week load_week(const std::filesystem::path& folder) {
  const Json json = Json::read(folder / "week.json");
  json.only({"format", "id", "title", "objectives", "days"});
  if (json.integer("format") != 1)
    json.at("format").fail("this prep reads format 1; update prep, or write 1");
  Week week;
  week.id = json.text("id");
  if (week.id != folder.filename())
    json.at("id").fail(fmt::format("the folder is called {}; rename one", folder.filename().string()));
  week.title = json.text("title");
  week.objectives = json.texts("objectives");
  std::set<std::string> ids;
  for (const Json& day : json.items("days")) {
    week.days.push_back(read_day(day));
    for (const Task& task : week.days.back().tasks)
      if (!ids.insert(task.id).second)
        day.fail(fmt::format("two tasks are called {}; ids are unique for ever", task.id));
  }
  return week;
}

}  // namespace prep
