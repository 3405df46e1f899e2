// Tables and bars as text. A table gives way where it does not fit: its flexible column is shortened.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "term/look.h"
#include "term/text.h"

namespace prep {

struct Cell {
  std::string text;
  Ink ink = Ink::plain;
};

struct Column {
  std::string heading;
  Align align = Align::left;
  enum class Fit { fixed, flexible } fit = Fit::fixed;  // flexible: shortened first, down to 8 columns
};

// Columns two spaces apart, one space before the first, no space at line ends. No headings = no heading line.
std::string table(const Look& look, const std::vector<Column>& columns,
                  const std::vector<std::vector<Cell>>& rows);

// "████████░░░░░░░": `width` columns, share within 0..1; full only at 1.
std::string bar(const Look& look, double share, int width);

}  // namespace prep
