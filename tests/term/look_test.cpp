#include "term/look.h"

#include "catch.h"

namespace prep {
namespace {

StreamFacts terminal() {
  StreamFacts facts;
  facts.is_terminal = true;
  facts.columns = 100;
  facts.term = "xterm-256color";
  return facts;
}

TEST_CASE("colour follows the flag, then NO_COLOR, then CLICOLOR_FORCE, then the terminal") {
  CHECK(decide_look(ColourChoice::automatic, terminal()).colour);
  CHECK_FALSE(decide_look(ColourChoice::automatic, StreamFacts{}).colour);

  StreamFacts dumb = terminal();
  dumb.term = "dumb";
  CHECK_FALSE(decide_look(ColourChoice::automatic, dumb).colour);

  StreamFacts no_color = terminal();
  no_color.no_color = "1";
  no_color.clicolor_force = "1";
  CHECK_FALSE(decide_look(ColourChoice::automatic, no_color).colour);
  CHECK(decide_look(ColourChoice::always, no_color).colour);

  StreamFacts forced;
  forced.clicolor_force = "1";
  CHECK(decide_look(ColourChoice::automatic, forced).colour);
  CHECK_FALSE(decide_look(ColourChoice::never, forced).colour);
  forced.clicolor_force = "0";
  CHECK_FALSE(decide_look(ColourChoice::automatic, forced).colour);
}

TEST_CASE("links need a terminal, and VS Code has its own") {
  CHECK(decide_look(ColourChoice::automatic, terminal()).links);
  CHECK_FALSE(decide_look(ColourChoice::always, StreamFacts{}).links);
  StreamFacts vscode = terminal();
  vscode.term_program = "vscode";
  CHECK_FALSE(decide_look(ColourChoice::automatic, vscode).links);
}

TEST_CASE("width is the terminal's, COLUMNS where set, else 80") {
  CHECK(decide_look(ColourChoice::automatic, terminal()).width == 100);
  CHECK(decide_look(ColourChoice::automatic, StreamFacts{}).width == 80);
  StreamFacts facts = terminal();
  facts.columns_variable = "40";
  CHECK(decide_look(ColourChoice::automatic, facts).width == 40);
  facts.columns_variable = "4";
  CHECK(decide_look(ColourChoice::automatic, facts).width == 20);
  facts.columns_variable = "wide";
  CHECK(decide_look(ColourChoice::automatic, facts).width == 100);
  facts.columns_variable = "-5";
  CHECK(decide_look(ColourChoice::automatic, facts).width == 100);
}

TEST_CASE("paint and link leave text alone where they are off") {
  CHECK(paint(Look{}, Ink::red, "x") == "x");
  CHECK(link(Look{}, "http://x", "y") == "y");
  Look colourful;
  colourful.colour = colourful.links = true;
  CHECK(paint(colourful, Ink::red, "x") == "\033[31mx\033[0m");
  CHECK(paint(colourful, Ink::plain, "x") == "x");
  CHECK(link(colourful, "http://x", "y") == "\033]8;;http://x\033\\y\033]8;;\033\\");
}

}  // namespace
}  // namespace prep
