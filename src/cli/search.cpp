#include <fmt/core.h>

#include "cli/execute.h"
#include "cli/task_words.h"
#include "content/library.h"

namespace prep {
namespace {

// "prep show ex_03" for an exercise, "prep read REF" for a page or a card's file.
std::string command_for(const SearchHit& hit) {
  return hit.ref.starts_with("ex_") ? "prep show " + hit.ref : "prep read " + hit.ref;
}

std::string trimmed(const std::string& line) {
  const std::size_t start = line.find_first_not_of(" \t#>-*");
  return start == std::string::npos ? "" : line.substr(start);
}

}  // namespace

int execute(const command::Search& c, Session& session) {
  const std::vector<SearchHit> hits = search_pages(session.installation().content, session.kits(), c.text);
  if (session.json()) {
    std::vector<JsonObject> all;
    for (const SearchHit& hit : hits) {
      JsonObject json;
      json.text("ref", hit.ref)
          .text("file", hit.file.string())
          .integer("line", hit.line)
          .text("text", hit.text)
          .text_or_null("card", hit.card);
      all.push_back(json.text("command", command_for(hit)));
    }
    session.answer(JsonObject::of("prep.search/1").text("text", c.text).objects("hits", all));
    return 0;
  }
  if (hits.empty()) {
    session.terminal().result(" Nothing found for \"" + clean(c.text) + "\".\n\n" +
                              next_line(session.look(), Steps{"prep list", {"prep read"}}));
    return 0;
  }
  const std::vector<Column> columns{{"", Align::left}, {"", Align::left, Column::Fit::flexible}};
  std::vector<std::vector<Cell>> rows;
  for (const SearchHit& hit : hits)
    rows.push_back({{hit.card.empty() ? hit.ref : hit.card, Ink::bold}, {clean(trimmed(hit.text))}});
  session.terminal().page(table(session.look(), columns, rows) +
                          fmt::format("\n {} {}\n", hits.size(), hits.size() == 1 ? "line" : "lines") +
                          next_command(session.look(), command_for(hits.front())));
  return 0;
}

}  // namespace prep
