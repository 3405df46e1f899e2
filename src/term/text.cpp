#include "term/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace prep {
namespace {

struct Range {
  char32_t first, last;
};
constexpr std::array kNoWidth{Range{0x300, 0x36F},   Range{0x483, 0x489},   Range{0x591, 0x5BD},
                              Range{0x200B, 0x200F}, Range{0x202A, 0x202E}, Range{0x2060, 0x2064},
                              Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF}};
constexpr std::array kWide{Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
                           Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
                           Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE4F},
                           Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
                           Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};

template <std::size_t n>
bool within(const std::array<Range, n>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return r.first <= c && c <= r.last; });
}

// One step through the text: a character, an escape sequence, or a stray byte.
struct Piece {
  std::size_t bytes = 1;
  std::size_t columns = 0;
  enum class Kind { character, escape, control, stray } kind = Kind::character;
};

std::size_t escape_length(std::string_view text) {
  if (text.size() < 2) return text.size();
  if (text[1] == '[') {  // CSI: up to a final byte 0x40..0x7E
    for (std::size_t i = 2; i < text.size(); ++i) {
      if (text[i] >= 0x40 && text[i] <= 0x7E) return i + 1;
    }
    return text.size();
  }
  if (text[1] == ']') {  // OSC: up to BEL or ESC backslash
    for (std::size_t i = 2; i < text.size(); ++i) {
      if (text[i] == '\a') return i + 1;
      if (text[i] == '\033' && i + 1 < text.size() && text[i + 1] == '\\') return i + 2;
    }
    return text.size();
  }
  return 2;
}

Piece stray() { return {1, 1, Piece::Kind::stray}; }

Piece next_piece(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead == 0x1B) return {escape_length(text), 0, Piece::Kind::escape};
  if (lead < 0x20 || lead == 0x7F) return {1, 0, Piece::Kind::control};
  if (lead < 0x80) return {1, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return stray();
  char32_t c = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0u) != 0x80u) return stray();
    c = (c << 6) | (byte & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  if (c < kLeast[length] || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) return stray();
  if (c < 0xA0) return {length, 0, Piece::Kind::control};
  return {length, within(kNoWidth, c) ? 0u : within(kWide, c) ? 2u : 1u};
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Piece piece = next_piece(text);
    columns += piece.columns;
    text.remove_prefix(piece.bytes);
  }
  return columns;
}

std::string shorten(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return "";
  std::string kept;
  std::size_t columns = 0;
  while (!text.empty()) {
    const Piece piece = next_piece(text);
    if (columns + piece.columns > width - 1) break;
    columns += piece.columns;
    kept += text.substr(0, piece.bytes);
    text.remove_prefix(piece.bytes);
  }
  while (!kept.empty() && kept.back() == ' ') kept.pop_back();
  return kept + "…";
}

std::string pad(std::string_view text, std::size_t width, Align align) {
  const std::size_t columns = display_width(text);
  const std::string fill(width > columns ? width - columns : 0, ' ');
  return align == Align::left ? std::string(text) + fill : fill + std::string(text);
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t newline = text.find('\n');
    std::string_view paragraph = text.substr(0, newline);
    std::string line;
    std::size_t columns = 0;
    while (!paragraph.empty()) {
      const std::size_t gap = std::min(paragraph.find_first_not_of(' '), paragraph.size());
      const std::size_t end = std::min(paragraph.find(' ', gap), paragraph.size());
      const std::string_view word = paragraph.substr(gap, end - gap);
      paragraph.remove_prefix(end);
      if (word.empty()) break;
      const std::size_t word_columns = display_width(word);
      if (columns > 0 && columns + 1 + word_columns > width) {
        lines.push_back(std::move(line));
        line.clear();
        columns = 0;
      }
      if (columns > 0) {
        line += ' ';
        ++columns;
      }
      line += word;
      columns += word_columns;
    }
    lines.push_back(std::move(line));
    if (newline == std::string_view::npos) return lines;
    text.remove_prefix(newline + 1);
  }
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view first, std::string_view rest) {
  const std::size_t indent = std::max(display_width(first), display_width(rest));
  std::string all;
  bool at_first = true;
  for (const std::string& line : wrap(text, width > indent + 10 ? width - indent : 10)) {
    std::string prefix(at_first ? first : rest);
    if (line.empty()) prefix.erase(prefix.find_last_not_of(' ') + 1);
    all += prefix + line + '\n';
    at_first = false;
  }
  return all;
}

std::string clean(std::string_view bytes) {
  std::string kept;
  kept.reserve(bytes.size());
  while (!bytes.empty()) {
    const Piece piece = next_piece(bytes);
    const char c = bytes.front();
    if (piece.kind == Piece::Kind::character || c == '\n') {
      kept += bytes.substr(0, piece.bytes);
    } else if (c == '\t') {
      kept += "    ";
    } else if (piece.kind == Piece::Kind::stray) {
      kept += "\xEF\xBF\xBD";
    }
    bytes.remove_prefix(piece.bytes);
  }
  return kept;
}

std::string quote_output(std::string_view bytes) {
  const std::string text = clean(bytes);
  std::string all;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    all += "| " + text.substr(at, end - at) + '\n';
    at = end + 1;
  }
  return all;
}

}  // namespace prep
