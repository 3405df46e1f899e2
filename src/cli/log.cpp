#include <algorithm>
#include <map>
#include <set>

#include "cli/execute.h"
#include "cli/task_words.h"

namespace prep {
namespace {

// The wall time there and then: the offset is the record's own.
std::string when(const Event& event) {
  return event.day + " " + local_hhmm({event.utc_ms, event.offset_minutes});
}

using ById = std::map<std::string, const Event*>;

// An undo names what it took back, a redo what it did again, instead of a record's id.
std::string words_of(const Event& event, const ById& by_id) {
  const auto* undone = std::get_if<Undone>(&event.action);
  if (undone == nullptr) return in_words(event);
  std::string of = undone->of;
  bool again = false;
  for (auto at = by_id.find(of); at != by_id.end(); at = by_id.find(of)) {
    const auto* inner = std::get_if<Undone>(&at->second->action);
    if (inner == nullptr) return (again ? "redo of \"" : "undo of \"") + in_words(*at->second) + "\"";
    again = !again;
    of = inner->of;
  }
  return in_words(event);
}

JsonObject to_json(const Event& event, const std::string& words, bool taken_back) {
  JsonObject json;
  json.text("id", event.id).text("device", event.device).text("time", utc_text(event.utc_ms));
  json.text("tz", offset_text(event.offset_minutes)).text("day", event.day).text("words", words);
  return json.flag("taken_back", taken_back).flag("undoable", undoable(event.action));
}

}  // namespace

int execute(const command::Log& c, Session& session) {
  const History all = history(session.store());
  for (const std::string& remark : all.remarks) session.terminal().talk("prep: " + remark + "\n");
  const std::set<std::string> gone(all.taken_back.begin(), all.taken_back.end());
  ById by_id;
  for (const Event& event : all.events) by_id[event.id] = &event;
  const std::size_t count =
      c.count == 0 ? all.events.size() : std::min(all.events.size(), static_cast<std::size_t>(c.count));
  std::vector<JsonObject> records;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const Event& event = all.events[all.events.size() - 1 - i];
    const bool taken_back = gone.contains(event.id);
    const std::string words = words_of(event, by_id);
    if (session.json()) {
      records.push_back(to_json(event, words, taken_back));
      continue;
    }
    rows.push_back({{when(event), Ink::faint},
                    {c.ids == command::Ids::shown ? event.id : "", Ink::faint},
                    {words, taken_back ? Ink::faint : Ink::plain},
                    {taken_back ? "taken back" : "", Ink::yellow}});
  }
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.log/1");
    json.integer("all", static_cast<std::int64_t>(all.events.size()));
    session.answer(json.objects("records", records));
    return 0;
  }
  const std::vector<Column> columns{
      {"", Align::left}, {"", Align::left}, {"", Align::left, Column::Fit::flexible}, {"", Align::left}};
  if (rows.empty()) {
    session.terminal().result(" Nothing is recorded yet.\n\n" + next_command(session.look(), "prep next"));
    return 0;
  }
  std::string text = table(session.look(), columns, rows);
  if (count < all.events.size()) {
    text += " … " + std::to_string(all.events.size() - count) + " older; prep log --all\n";
  }
  session.terminal().page(text);
  return 0;
}

}  // namespace prep
