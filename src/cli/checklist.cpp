#include "study/checklist.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/execute.h"
#include "cli/task_words.h"
#include "content/library.h"
#include "os/edit_distance.h"
#include "os/error.h"

namespace prep {
namespace {

std::string word(Proof proof) {
  switch (proof) {
    case Proof::none:
      return "none";
    case Proof::partial:
      return "partial";
    case Proof::proven:
      return "proven";
  }
  return "";
}

Cell symbol(const ChecklistView& view) {
  if (view.proof == Proof::proven) return {"✓", Ink::green};
  return view.proof == Proof::partial ? Cell{"◐", Ink::yellow} : Cell{"○"};
}

// "2 of 3 exercises, 1 of 2 tasks"
std::string count_words(const ChecklistView& view) {
  std::string words;
  if (view.item->exercises_needed > 0) {
    words = fmt::format("{} of {} exercises", std::min(view.exercises_passed, view.item->exercises_needed),
                        view.item->exercises_needed);
  }
  if (view.item->tasks_needed > 0) {
    words += fmt::format("{}{} of {} tasks", words.empty() ? "" : ", ",
                         std::min(view.tasks_done, view.item->tasks_needed), view.item->tasks_needed);
  }
  return words;
}

// "1/3": exercises and tasks together, those beyond what is needed left out.
std::string evidence_count(const ChecklistView& view) {
  const ChecklistItem& item = *view.item;
  return fmt::format(
      "{}/{}",
      std::min(view.exercises_passed, item.exercises_needed) + std::min(view.tasks_done, item.tasks_needed),
      item.exercises_needed + item.tasks_needed);
}

const ChecklistItem& find_item(const std::vector<ChecklistItem>& items, const std::string& id) {
  const auto at =
      std::find_if(items.begin(), items.end(), [&id](const ChecklistItem& item) { return item.id == id; });
  if (at != items.end()) return *at;
  std::vector<std::string> ids;
  for (const ChecklistItem& item : items) ids.push_back(item.id);
  const auto close = nearest(id, ids);
  throw Error(Exit::usage, "unknown_item",
              "no checklist item \"" + id + "\"" +
                  (close ? ". Did you mean \"" + *close + "\"?" : "; prep checklist names them"));
}

JsonObject to_json(const ChecklistView& view) {
  JsonObject json;
  json.text("id", view.item->id).text("text", view.item->text).text("proof", word(view.proof));
  json.flag("ticked", view.ticked).texts("evidence", view.evidence).texts("missing", view.missing);
  return json;
}

bool is_planned(const std::string& missing, const std::vector<Kit>& kits) {
  return missing.starts_with("ex_") &&
         std::none_of(kits.begin(), kits.end(), [&missing](const Kit& kit) { return kit.id == missing; });
}

// The first missing piece that can be had today. "ex_09" is begun by prep run; a task's id by its own
// command.
std::string command_for(const std::vector<std::string>& missing, const std::vector<Kit>& kits) {
  for (const std::string& id : missing) {
    if (!is_planned(id, kits)) return id.starts_with("ex_") ? "prep run " + id : "prep done " + id;
  }
  return "prep next";
}

std::string one_screen(const Look& look, const ChecklistView& view, const std::vector<Kit>& kits) {
  const auto width = static_cast<std::size_t>(look.width);
  const Cell mark = symbol(view);
  std::string text =
      " " + paint(look, mark.ink, mark.text) + " " + paint(look, Ink::bold, view.item->text) + "\n";
  text +=
      fmt::format("   {}: {}{}\n", word(view.proof), count_words(view), view.ticked ? "; ticked by you" : "");
  for (const std::string& evidence : view.evidence) text += wrapped(evidence, width, "   ✓ ", "     ");
  for (const std::string& missing : view.missing) {
    text += is_planned(missing, kits) ? "   · " + missing + " (planned)\n" : "   ○ " + missing + "\n";
  }
  text += "\n";
  if (!view.missing.empty()) return text + next_command(look, command_for(view.missing, kits));
  return text +
         next_command(look, view.ticked ? "prep checklist" : "prep checklist " + view.item->id + " --tick");
}

std::string all_screen(const Look& look, const std::vector<ChecklistView>& views) {
  const std::vector<Column> columns{{"", Align::left},
                                    {"item", Align::left},
                                    {"what you can do", Align::left, Column::Fit::flexible},
                                    {"evidence", Align::right},
                                    {"", Align::left}};
  std::vector<std::vector<Cell>> rows;
  std::size_t proven = 0, ticked = 0;
  const ChecklistView* open = nullptr;
  for (const ChecklistView& view : views) {
    proven += view.proof == Proof::proven ? 1 : 0;
    ticked += view.ticked ? 1 : 0;
    if (open == nullptr && view.proof != Proof::proven) open = &view;
    rows.push_back({symbol(view),
                    {view.item->id, Ink::bold},
                    {view.item->text},
                    {evidence_count(view), Ink::faint},
                    {view.ticked ? "ticked" : "", Ink::faint}});
  }
  std::string text = table(look, columns, rows);
  text += fmt::format("\n {} of {} proven, {} ticked by you\n", proven, views.size(), ticked);
  return text + next_command(look, open == nullptr ? "prep status" : "prep checklist " + open->item->id);
}

}  // namespace

int execute(const command::Checklist& c, Session& session) {
  const std::vector<ChecklistItem> items = load_checklist(session.installation().content);
  if (c.change != command::TickChange::none) {
    const bool on = c.change == command::TickChange::tick;
    const std::string& id = find_item(items, c.item).id;
    const auto at = session.progress().ticks.find(id);
    if ((at != session.progress().ticks.end() && at->second) != on) session.record(Ticked{id, on});
  }
  if (!c.item.empty()) {
    const ChecklistView view = view_item(find_item(items, c.item), session.progress());
    if (session.json()) {
      session.answer(JsonObject::of("prep.checklist/1").objects("items", {to_json(view)}));
    } else {
      session.terminal().result(one_screen(session.look(), view, session.kits()));
    }
    return 0;
  }
  std::vector<ChecklistView> views;
  for (const ChecklistItem& item : items) views.push_back(view_item(item, session.progress()));
  if (session.json()) {
    std::vector<JsonObject> all;
    for (const ChecklistView& view : views) all.push_back(to_json(view));
    session.answer(JsonObject::of("prep.checklist/1").objects("items", all));
  } else {
    session.terminal().result(all_screen(session.look(), views));
  }
  return 0;
}

}  // namespace prep
