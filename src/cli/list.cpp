#include <fmt/core.h>

#include <algorithm>

#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/task_words.h"
#include "content/library.h"

namespace prep {
namespace {

// "w2d3", the day of the plan that has the exercise; "" = none.
std::string day_of_exercise(Session& session, const std::string& id) {
  const std::vector<const Task*> tasks = tasks_of_exercise(session.plan(), id);
  return tasks.empty() ? "" : day_of(session.plan(), *tasks.front()).id;
}

// "primitives.reduce" is found by itself and by "primitives".
bool has_topic(const Kit& kit, const std::string& topic) {
  return std::any_of(kit.topics.begin(), kit.topics.end(), [&topic](const std::string& tag) {
    return tag == topic || tag.starts_with(topic + ".") || tag.ends_with("." + topic);
  });
}

bool wanted(Session& session, const command::List& c, const Kit& kit) {
  if (!c.status.empty() && word(state_of(progress_of(session.progress(), kit.id))) != c.status) return false;
  if (!c.topic.empty() && !has_topic(kit, c.topic)) return false;
  if (!c.language.empty() && word(kit.language) != c.language) return false;
  if (c.difficulty != 0 && kit.difficulty != c.difficulty) return false;
  return c.week == 0 || day_of_exercise(session, kit.id).starts_with("w" + std::to_string(c.week) + "d");
}

Cell symbol(ExerciseState state) {
  switch (state) {
    case ExerciseState::passed:
      return {"✓", Ink::green};
    case ExerciseState::tried:
      return {"○", Ink::yellow};
    case ExerciseState::todo:
      return {"○"};
  }
  return {};
}

// What the catalogue promises beyond what is here.
std::string planned_words(Session& session) {
  const std::vector<CatalogueEntry> all = load_catalogue(session.installation().content);
  const auto planned =
      std::count_if(all.begin(), all.end(), [](const CatalogueEntry& entry) { return !entry.ready; });
  return planned == 0 ? "" : fmt::format("; {} more planned", planned);
}

std::string screen(Session& session, const std::vector<const Kit*>& kits) {
  const Progress& progress = session.progress();
  const bool roomy = session.look().width >= 60;  // columns without text take no room
  const std::vector<Column> columns{{"", Align::left},
                                    {"id", Align::left},
                                    {"exercise", Align::left, Column::Fit::flexible},
                                    {"day", Align::left},
                                    {roomy ? "level" : "", Align::right},
                                    {roomy ? "min" : "", Align::right},
                                    {"", Align::left},
                                    {"", Align::left, Column::Fit::flexible}};
  std::vector<std::vector<Cell>> rows;
  std::size_t passed = 0;
  for (const Kit* kit : kits) {
    const ExerciseProgress& exercise = progress_of(progress, kit->id);
    if (exercise.passed) ++passed;
    rows.push_back({symbol(state_of(exercise)),
                    {kit->id, kit->id == progress.current_exercise ? Ink::bold : Ink::plain},
                    {kit->title},
                    {day_of_exercise(session, kit->id), Ink::faint},
                    {roomy ? std::to_string(kit->difficulty) : "", Ink::faint},
                    {roomy ? std::to_string(kit->minutes) : "", Ink::faint},
                    {roomy ? word(kit->language) : "", Ink::faint},
                    {standing_words(exercise), Ink::faint}});
  }
  if (rows.empty()) return " No exercise fits.\n\n" + next_command(session.look(), "prep list");
  const auto first_open = std::find_if(kits.begin(), kits.end(), [&progress](const Kit* kit) {
    return !progress_of(progress, kit->id).passed;
  });
  std::string text = table(session.look(), columns, rows);
  text += fmt::format("\n {} of {} passed{}\n", passed, kits.size(), planned_words(session));
  return text + next_command(session.look(),
                             first_open == kits.end() ? "prep status" : "prep show " + (*first_open)->id);
}

}  // namespace

int execute(const command::List& c, Session& session) {
  std::vector<const Kit*> kits;
  for (const Kit& kit : session.kits()) {
    if (wanted(session, c, kit)) kits.push_back(&kit);
  }
  if (!session.json()) {
    session.terminal().result(screen(session, kits));
    return 0;
  }
  std::vector<JsonObject> all;
  for (const Kit* kit : kits) {
    JsonObject json = to_json(*kit, progress_of(session.progress(), kit->id));
    all.push_back(json.text_or_null("day", day_of_exercise(session, kit->id)));
  }
  JsonObject json = JsonObject::of("prep.list/1");
  session.answer(json.objects("exercises", all));
  return 0;
}

}  // namespace prep
