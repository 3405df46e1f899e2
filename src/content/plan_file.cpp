#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/library.h"
#include "content/week_file.h"
#include "os/edit_distance.h"
#include "os/error.h"
#include "os/paths.h"
#include "os/json.h"

namespace prep {
namespace fs = std::filesystem;

std::vector<std::string> plan_ids(const fs::path& content) {
  std::vector<std::string> ids;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(content / "plans", failure))
    if (entry.path().extension() == ".json") ids.push_back(entry.path().stem().string());
  if (failure)
    throw Error(Exit::content, "no_content",
                fmt::format("cannot read {}: {}; run prep from a complete checkout or installation",
                            display(content / "plans"), failure.message()));
  std::sort(ids.begin(), ids.end());
  return ids;
}

Plan load_plan(const fs::path& content, const std::string& id) {
  const fs::path file = content / "plans" / (id + ".json");
  if (!fs::exists(file)) {
    const std::vector<std::string> known = plan_ids(content);
    throw Error(Exit::usage, "unknown_plan",
                fmt::format("there is no plan \"{}\"{}; there are: {}", id, did_you_mean(id, known),
                            fmt::join(known, ", ")));
  }
  const Json json = Json::read(file);
  json.only({"format", "id", "title", "summary", "weeks", "hours_per_day", "days_per_week", "week_folders",
             "planned_days"});
  if (json.integer("format") != 1)
    json.at("format").fail("this prep reads format 1; update prep, or write 1");
  Plan plan;
  plan.id = json.text("id");
  if (plan.id != id) json.at("id").fail(fmt::format("the file is called {}.json; rename one", id));
  plan.title = json.text("title");
  plan.summary = json.text("summary");
  plan.weeks = static_cast<int>(json.integer("weeks"));
  plan.hours_per_day = json.number("hours_per_day");
  plan.days_per_week = static_cast<int>(json.integer("days_per_week"));
  plan.planned_days = static_cast<int>(json.integer_or("planned_days", 0));
  std::set<std::string> days;
  for (const Json& folder : json.items("week_folders")) {
    if (!fs::exists(content / "weeks" / folder.text() / "week.json"))
      folder.fail(fmt::format("there is no weeks/{}/week.json", folder.text()));
    for (Day& day : load_week(content / "weeks" / folder.text()).days) {
      if (!days.insert(day.id).second) folder.fail(fmt::format("day {} stands in two weeks", day.id));
      plan.days.push_back(std::move(day));
    }
  }
  return plan;
}

}  // namespace prep
