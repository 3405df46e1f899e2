#include "term/table.h"

#include "catch.h"

namespace prep {
namespace {

const std::vector<Column> kColumns{
    {"id", Align::left}, {"title", Align::left, Column::Fit::flexible}, {"min", Align::right}};

TEST_CASE("columns line up and nothing trails") {
  CHECK(table(Look{}, kColumns, {{{"ex_01"}, {"Vector add"}, {"40"}}, {{"ex_9"}, {"日本"}, {"5"}}}) ==
        " id     title       min\n"
        " ex_01  Vector add   40\n"
        " ex_9   日本          5\n");
  CHECK(table(Look{}, {{"", Align::left}, {"", Align::left}}, {{{"a"}, {""}}, {{""}, {"b"}}}) ==
        " a\n    b\n");
}

TEST_CASE("the flexible column gives way to the width") {
  Look narrow;
  narrow.width = 30;
  const std::string text =
      table(narrow, kColumns, {{{"ex_01"}, {"A title that is far too long for it"}, {"40"}}});
  CHECK(text == " id     title              min\n ex_01  A title that is…    40\n");
}

TEST_CASE("colour changes no column") {
  Look colour;
  colour.colour = true;
  const std::string painted =
      table(colour, {{"", Align::left}, {"", Align::left}}, {{{"ok", Ink::green}, {"x"}}});
  CHECK(painted == " \033[32mok\033[0m  x\n");
}

TEST_CASE("a bar is full only when all is done and empty only when nothing is") {
  CHECK(bar(Look{}, 0, 4) == "░░░░");
  CHECK(bar(Look{}, 0.01, 4) == "█░░░");
  CHECK(bar(Look{}, 0.5, 4) == "██░░");
  CHECK(bar(Look{}, 0.99, 4) == "███░");
  CHECK(bar(Look{}, 1, 4) == "████");
  CHECK(bar(Look{}, 7, 4) == "████");
}

}  // namespace
}  // namespace prep
