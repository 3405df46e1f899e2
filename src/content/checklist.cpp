#include <set>

#include "content/library.h"
#include "os/json.h"

namespace prep {

std::vector<ChecklistItem> load_checklist(const std::filesystem::path& content) {
  const Json json = Json::read(content / "checklist.json");
  json.only({"format", "items"});
  if (json.integer("format") != 1)
    json.at("format").fail("this prep reads format 1; update prep, or write 1");
  std::vector<ChecklistItem> items;
  std::set<std::string> ids;
  for (const Json& entry : json.items("items")) {
    entry.only({"id", "text", "exercises", "exercises_needed", "tasks", "tasks_needed"});
    ChecklistItem item;
    item.id = entry.text("id");
    if (!ids.insert(item.id).second) entry.at("id").fail("two items have this id; ids are unique for ever");
    item.text = entry.text("text");
    item.exercises = entry.texts_or_none("exercises");
    item.exercises_needed = static_cast<int>(entry.integer_or("exercises_needed", 0));
    item.tasks = entry.texts_or_none("tasks");
    item.tasks_needed = static_cast<int>(entry.integer_or("tasks_needed", 0));
    if (item.exercises_needed > static_cast<int>(item.exercises.size()))
      entry.at("exercises_needed").fail("more are needed than named");
    if (item.tasks_needed > static_cast<int>(item.tasks.size()))
      entry.at("tasks_needed").fail("more are needed than named");
    if (item.exercises_needed + item.tasks_needed == 0)
      entry.fail("nothing could prove this item; name exercises or tasks");
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace prep
