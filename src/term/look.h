// How one output stream is drawn: colour, links, width. Decided once per stream at the start; every screen
// takes it as a value, so that screens are plain functions from data to text.
#pragma once
#include <string>
#include <string_view>

namespace prep {

enum class ColourChoice { automatic, always, never };

struct Look {
  bool colour = false;
  bool links = false;  // OSC 8
  int width = 80;      // columns
};

// What is known about a stream before deciding. The strings are environment variables; "" = unset.
struct StreamFacts {
  bool is_terminal = false;
  int columns = 0;  // of the terminal; 0 = unknown
  std::string no_color, clicolor_force, term, columns_variable, term_program;
};
// --color wins over NO_COLOR, which wins over CLICOLOR_FORCE, which wins over the terminal and TERM=dumb.
Look decide_look(ColourChoice choice, const StreamFacts& facts);

// The eight basic colours only, which terminals map to something readable on light and dark ground.
enum class Ink { plain, bold, faint, red, green, yellow, blue, magenta, cyan, heading };
std::string paint(const Look& look, Ink ink, std::string_view text);
// `text` as a link to a file or address; plain text where links are off.
std::string link(const Look& look, const std::string& address, std::string_view text);

}  // namespace prep
