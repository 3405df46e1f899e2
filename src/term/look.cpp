#include "term/look.h"

#include <algorithm>
#include <charconv>

namespace prep {
namespace {

constexpr int kDefaultWidth = 80, kNarrowest = 20, kWidest = 1000;

int parse_columns(const std::string& text) {
  int columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  return error == std::errc() && end == text.data() + text.size() ? columns : 0;
}

bool wants_colour(ColourChoice choice, const StreamFacts& facts) {
  if (choice != ColourChoice::automatic) return choice == ColourChoice::always;
  if (!facts.no_color.empty()) return false;
  if (!facts.clicolor_force.empty() && facts.clicolor_force != "0") return true;
  return facts.is_terminal && facts.term != "dumb";
}

const char* code(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::bold:
      return "1";
    case Ink::faint:
      return "2";
    case Ink::red:
      return "31";
    case Ink::green:
      return "32";
    case Ink::yellow:
      return "33";
    case Ink::blue:
      return "34";
    case Ink::magenta:
      return "35";
    case Ink::cyan:
      return "36";
    case Ink::heading:
      return "1;36";
  }
  return "";
}

}  // namespace

Look decide_look(ColourChoice choice, const StreamFacts& facts) {
  Look look;
  look.colour = wants_colour(choice, facts);
  // VS Code's terminal finds paths by itself and shows the raw target beside an OSC 8 link.
  look.links = look.colour && facts.is_terminal && facts.term != "dumb" && facts.term_program != "vscode";
  const int asked = parse_columns(facts.columns_variable);
  const int columns = asked > 0 ? asked : facts.is_terminal ? facts.columns : 0;
  look.width = columns > 0 ? std::clamp(columns, kNarrowest, kWidest) : kDefaultWidth;
  return look;
}

std::string paint(const Look& look, Ink ink, std::string_view text) {
  if (!look.colour || ink == Ink::plain || text.empty()) return std::string(text);
  return "\033[" + std::string(code(ink)) + "m" + std::string(text) + "\033[0m";
}

std::string link(const Look& look, const std::string& address, std::string_view text) {
  if (!look.links || address.empty()) return std::string(text);
  return "\033]8;;" + address + "\033\\" + std::string(text) + "\033]8;;\033\\";
}

}  // namespace prep
