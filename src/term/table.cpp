#include "term/table.h"

#include <algorithm>
#include <cmath>

namespace prep {
namespace {

constexpr std::size_t kNarrowestFlexible = 8, kGap = 2, kIndent = 1;

std::vector<std::size_t> natural_widths(const std::vector<Column>& columns,
                                        const std::vector<std::vector<Cell>>& rows) {
  std::vector<std::size_t> widths;
  for (const Column& column : columns) widths.push_back(display_width(column.heading));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(row[i].text));
    }
  }
  return widths;
}

// Takes the excess from the widest flexible column, one column of the screen at a time.
void fit(std::vector<std::size_t>& widths, const std::vector<Column>& columns, std::size_t room) {
  std::size_t total = kIndent;
  for (const std::size_t width : widths) total += width == 0 ? 0 : width + kGap;
  total -= std::min(total, kGap);
  while (total > room) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (columns[i].fit != Column::Fit::flexible || widths[i] <= kNarrowestFlexible) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == widths.size()) return;
    --widths[widest];
    --total;
  }
}

}  // namespace

std::string table(const Look& look, const std::vector<Column>& columns,
                  const std::vector<std::vector<Cell>>& rows) {
  std::vector<std::size_t> widths = natural_widths(columns, rows);
  fit(widths, columns, static_cast<std::size_t>(look.width));
  std::string all;
  const auto add_row = [&](const std::vector<Cell>& row) {
    std::string line(kIndent, ' ');
    std::size_t owed = 0;  // spaces that are written only if something follows them
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      if (widths[i] == 0) continue;
      const std::string text = shorten(row[i].text, widths[i]);
      const std::size_t fill = widths[i] - std::min(widths[i], display_width(text));
      if (columns[i].align == Align::right) owed += fill;
      if (!text.empty()) {
        line += std::string(owed, ' ') + paint(look, row[i].ink, text);
        owed = 0;
      }
      owed += kGap + (columns[i].align == Align::left ? fill : 0);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    all += line + '\n';
  };
  if (std::any_of(columns.begin(), columns.end(), [](const Column& c) { return !c.heading.empty(); })) {
    std::vector<Cell> headings;
    for (const Column& column : columns) headings.push_back({column.heading, Ink::faint});
    add_row(headings);
  }
  for (const auto& row : rows) add_row(row);
  return all;
}

std::string bar(const Look& look, double share, int width) {
  const double exact = std::clamp(share, 0.0, 1.0) * width;
  int full = static_cast<int>(std::lround(exact));
  if (full == width && share < 1) full = width - 1;
  if (full == 0 && share > 0) full = 1;
  std::string filled, open;
  for (int i = 0; i < full; ++i) filled += "█";
  for (int i = full; i < width; ++i) open += "░";
  return paint(look, Ink::green, filled) + open;
}

}  // namespace prep
