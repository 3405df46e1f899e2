#include "term/markdown.h"

#include "catch.h"
#include "term/text.h"

namespace prep {
namespace {

std::string plain(const std::string& markdown, int width = 80) {
  Look look;
  look.width = width;
  return render_markdown(look, markdown);
}

TEST_CASE("headings are set off without colour and painted with it") {
  CHECK(plain("# Title\n\nText.\n\n### Part\n\nMore.\n") == "Title\n=====\n\nText.\n\nPart\n\nMore.\n");
  Look colour;
  colour.colour = true;
  CHECK(render_markdown(colour, "# Title\n") == "\033[1;36mTitle\033[0m\n");
}

TEST_CASE("paragraphs wrap at the width, code does not") {
  const std::string text =
      plain("one two three four five six\n\n```cpp\nint a_rather_long_line = 1;\n\n  x;\n```\n", 20);
  CHECK(text == "one two three four\nfive six\n\n    int a_rather_long_line = 1;\n\n      x;\n");
}

TEST_CASE("lists nest, number and hang") {
  CHECK(plain("- one\n- two\n  - inner\n\n1. first\n2. second\n") ==
        " - one\n - two\n   - inner\n\n 1. first\n 2. second\n");
  CHECK(plain("- a longer item that wraps\n", 16) == " - a longer item\n   that wraps\n");
  CHECK(plain("- [ ] open\n- [x] done\n") == " ☐ open\n ☑ done\n");
}

TEST_CASE("tables, quotes and rules") {
  CHECK(plain("| a | n |\n|---|--:|\n| x | 10 |\n| yy | 7 |\n") == " a    n\n x   10\n yy   7\n");
  CHECK(plain("> said\n> so\n") == "> said so\n");
}

TEST_CASE("emphasis, code and links keep their words") {
  CHECK(plain("*a* **b** `c` [d](https://e.org) <!-- hidden -->f\n") == "a b `c` d (https://e.org) f\n");
  Look look;
  look.colour = look.links = true;
  const std::string text = render_markdown(look, "[d](https://e.org)\n");
  CHECK(text == "\033]8;;https://e.org\033\\d\033]8;;\033\\\n");
}

TEST_CASE("a page cannot steer the terminal, and HTML comments are not shown") {
  CHECK(plain("<!-- id: x -->\n\nText \033[2Jhere\n") == "Text here\n");
}

TEST_CASE("no line of prose is wider than the screen") {
  const std::string page =
      "# A heading that is a good deal wider than forty columns are\n\nSome prose with 日本語 and "
      "`code` that goes on for a while, so that it must wrap.\n\n- an item that also has to wrap "
      "somewhere here\n  - and an inner one that wraps as well, further in\n\n| column | another "
      "|\n|---|---|\n| a cell with many words in it | and another one with as many |\n";
  for (const int width : {40, 60, 80}) {
    for (const std::string& line : wrap(plain(page, width), 10000)) {
      CAPTURE(width, line);
      CHECK(display_width(line) <= static_cast<std::size_t>(width));
    }
  }
}

}  // namespace
}  // namespace prep
