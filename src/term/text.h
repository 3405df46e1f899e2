// Text in columns: how wide it shows, cutting, padding, wrapping, and making foreign bytes harmless.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

// Columns that UTF-8 text takes: combining marks 0, East Asian wide characters 2, escape sequences 0, a byte
// that is no UTF-8 1.
std::size_t display_width(std::string_view text);

// At most `width` columns, with "…" where something was cut. For text without escape sequences.
std::string shorten(std::string_view text, std::size_t width);

enum class Align { left, right };
// Filled with spaces to `width`; longer text stays as it is.
std::string pad(std::string_view text, std::size_t width, Align align = Align::left);

// Lines of at most `width` columns, broken at spaces; a longer word gets a line of its own. Newlines break
// too. Escape sequences are kept.
std::vector<std::string> wrap(std::string_view text, std::size_t width);
// The same as one text: `first` before the first line, `rest` before the others, each line ended by a
// newline.
std::string wrapped(std::string_view text, std::size_t width, std::string_view first, std::string_view rest);

// Foreign bytes for the screen: escape sequences and control bytes go, tabs become spaces, bytes that are no
// UTF-8 become U+FFFD. Newlines stay; a carriage return ends nothing and goes.
std::string clean(std::string_view bytes);
// What a learner's program printed: clean, and each line behind "| ", so that it cannot look like prep's own
// words.
std::string quote_output(std::string_view bytes);

}  // namespace prep
