#include "term/text.h"

#include "catch.h"

namespace prep {
namespace {

TEST_CASE("width counts columns, not bytes") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("é✓█") == 3);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("e\u0301") == 1);               // a combining accent
  CHECK(display_width("\033[1;31mred\033[0m") == 3);  // an escape sequence
  CHECK(display_width("\033]8;;http://x\033\\y\033]8;;\033\\") == 1);
  CHECK(display_width("\xff\xfe") == 2);  // no UTF-8
  CHECK(display_width("\xe2\x9c") == 2);  // cut in the middle of a character
}

TEST_CASE("shortening never cuts a character and never exceeds the width") {
  CHECK(shorten("short", 10) == "short");
  CHECK(shorten("exactly ten", 11) == "exactly ten");
  CHECK(shorten("a long title", 8) == "a long…");
  CHECK(shorten("日本語", 4) == "日…");
  CHECK(shorten("abc", 1) == "…");
  CHECK(shorten("abc", 0).empty());
  for (std::size_t width = 0; width < 20; ++width)
    CHECK(display_width(shorten("日本 é✓ and 日本 more", width)) <= width);
}

TEST_CASE("padding fills to columns") {
  CHECK(pad("é", 3) == "é  ");
  CHECK(pad("7", 3, Align::right) == "  7");
  CHECK(pad("long", 2) == "long");
}

TEST_CASE("wrapping breaks at spaces and keeps long words whole") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("a verylongword b", 5) == std::vector<std::string>{"a", "verylongword", "b"});
  CHECK(wrap("two\nlines", 40) == std::vector<std::string>{"two", "lines"});
  CHECK(wrap("", 10) == std::vector<std::string>{""});
  CHECK(wrapped("one two three", 13, " - ", "   ") == " - one two\n   three\n");
}

TEST_CASE("foreign bytes cannot steer the terminal") {
  CHECK(clean("a\033[2Jb\033]0;title\ac\r\x7f\x01"
              "d\te") == "abcd    e");
  CHECK(clean("\xff!") == "\xEF\xBF\xBD!");
  CHECK(clean("\xc2\x9b"
              "31m") == "31m");  // the 8-bit CSI, as UTF-8
  CHECK(clean("keeps\nlines ✓") == "keeps\nlines ✓");
  CHECK(clean("\033[").empty());
}

TEST_CASE("a learner's output stands behind bars") {
  CHECK(quote_output("PASS ex_01\nmore\n") == "| PASS ex_01\n| more\n");
  CHECK(quote_output("no end") == "| no end\n");
  CHECK(quote_output("a\r\nb") == "| a\n| b\n");
  CHECK(quote_output("").empty());
}

}  // namespace
}  // namespace prep
