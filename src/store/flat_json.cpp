#include "store/flat_json.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace prep {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// Walks over one line. Every step answers nullopt at what is no JSON.
class Scanner {
 public:
  explicit Scanner(std::string_view line) : line_(line) {}

  bool skip(char c) {
    while (at_ < line_.size() && is_space(line_[at_])) ++at_;
    if (at_ >= line_.size() || line_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool at_end() {
    while (at_ < line_.size() && is_space(line_[at_])) ++at_;
    return at_ == line_.size();
  }
  // A string with its quotes.
  std::optional<std::string_view> string() {
    if (!skip('"')) return std::nullopt;
    const std::size_t begin = at_ - 1;
    // This loop sees nearly every byte of a journal: one step a byte, two tests.
    std::size_t at = at_;
    for (; at < line_.size() && line_[at] != '"'; ++at) {
      if (line_[at] == '\\') ++at;
    }
    at_ = at + 1;
    if (at >= line_.size()) return std::nullopt;
    return line_.substr(begin, at_ - begin);
  }
  std::optional<std::string_view> value() {
    if (auto text = string()) return text;
    const std::size_t begin = at_;
    if (at_ < line_.size() && (line_[at_] == '{' || line_[at_] == '[')) return nested(begin);
    while (at_ < line_.size() && line_[at_] != ',' && line_[at_] != '}') ++at_;
    if (at_ == begin) return std::nullopt;
    return line_.substr(begin, at_ - begin);
  }

 private:
  std::optional<std::string_view> nested(std::size_t begin) {
    int depth = 0;
    do {
      const char c = line_[at_];
      if (c == '"') {
        if (!string()) return std::nullopt;
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    } while (depth > 0 && at_ < line_.size());
    if (depth > 0) return std::nullopt;
    return line_.substr(begin, at_ - begin);
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

void add_utf8(std::string& out, std::uint32_t point) {
  const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80 | (bits & 0x3f)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | (point >> 6));
    out += tail(point);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | (point >> 12));
    out += tail(point >> 6);
    out += tail(point);
  } else {
    out += static_cast<char>(0xf0 | (point >> 18));
    out += tail(point >> 12);
    out += tail(point >> 6);
    out += tail(point);
  }
}

std::optional<std::uint32_t> four_hex(std::string_view text) {
  std::uint32_t unit = 0;
  if (text.size() < 4) return std::nullopt;
  const auto end = std::from_chars(text.data(), text.data() + 4, unit, 16);
  return end.ptr == text.data() + 4 ? std::optional(unit) : std::nullopt;
}

std::optional<std::string> unescape(std::string_view quoted) {
  std::string_view rest = quoted.substr(1, quoted.size() - 2);
  std::string out;
  for (std::size_t slash; (slash = rest.find('\\')) != std::string_view::npos;) {
    out += rest.substr(0, slash);
    const char kind = rest[slash + 1];  // the scanner stepped over it: it is there
    rest.remove_prefix(slash + 2);
    constexpr std::string_view kShort = "\"\\/bfnrt", kMeaning = "\"\\/\b\f\n\r\t";
    if (const std::size_t at = kShort.find(kind); at != std::string_view::npos) {
      out += kMeaning[at];
      continue;
    }
    auto point = kind == 'u' ? four_hex(rest) : std::nullopt;
    if (!point) return std::nullopt;
    rest.remove_prefix(4);
    if (*point >= 0xd800 && *point < 0xdc00 && rest.substr(0, 2) == "\\u") {
      const auto low = four_hex(rest.substr(2));
      if (!low || *low < 0xdc00 || *low > 0xdfff) return std::nullopt;
      point = 0x10000 + ((*point - 0xd800) << 10) + (*low - 0xdc00);
      rest.remove_prefix(6);
    }
    add_utf8(out, *point);
  }
  out += rest;
  return out;
}

// Length of the UTF-8 character at the front, 0 where there is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
  const bool beyond = (lead == 0xed && byte(1) >= 0xa0) || (lead == 0xf4 && byte(1) >= 0x90);
  return overlong || beyond ? 0 : length;
}

void add_key(std::string& json, std::string_view key) {
  json += ",\"";
  json += key;
  json += "\":";
}

}  // namespace

FlatObject::FlatObject(std::string_view line) {
  Scanner scan(line);
  members_.reserve(20);
  ok_ = scan.skip('{');
  if (ok_ && scan.skip('}')) {
    ok_ = scan.at_end();
    return;
  }
  while (ok_) {
    const auto key = scan.string();
    if (!key || key->size() == 2 || !scan.skip(':')) break;  // no prep writes an empty key
    const auto value = scan.value();
    if (!value) break;
    members_.push_back({key->substr(1, key->size() - 2), *value});
    if (scan.skip(',')) continue;
    ok_ = scan.skip('}') && scan.at_end();
    return;
  }
  ok_ = false;
}

const FlatObject::Member* FlatObject::find(std::string_view key) {
  const auto in = [&](std::size_t from, std::size_t to) -> const Member* {
    for (std::size_t at = from; at < to; ++at) {
      const std::string_view have = members_[at].key;
      if (have.size() != key.size() || have.front() != key.front() || have != key) continue;
      next_ = at + 1;
      return &members_[at];
    }
    return nullptr;
  };
  const Member* ahead = in(next_, members_.size());
  return ahead != nullptr ? ahead : in(0, next_);
}

std::string FlatObject::need_text(std::string_view key) {
  if (find(key) == nullptr) ok_ = false;
  return text(key);
}

std::string FlatObject::text(std::string_view key) {
  const Member* member = find(key);
  if (member == nullptr) return {};
  const std::string_view value = member->value;
  if (value.front() != '"') {
    ok_ = false;
    return {};
  }
  if (value.find('\\') == std::string_view::npos) return std::string(value.substr(1, value.size() - 2));
  auto plain = unescape(value);
  if (!plain) ok_ = false;
  return plain.value_or("");
}

double FlatObject::number(std::string_view key, double fallback) {
  const Member* member = find(key);
  if (member == nullptr) return fallback;
  double value = 0;
  const char* end = member->value.data() + member->value.size();
  if (std::from_chars(member->value.data(), end, value).ptr != end) ok_ = false;
  return value;
}

std::int64_t FlatObject::integer(std::string_view key, std::int64_t fallback) {
  const Member* member = find(key);
  if (member == nullptr) return fallback;
  std::int64_t value = 0;
  const char* end = member->value.data() + member->value.size();
  if (std::from_chars(member->value.data(), end, value).ptr != end) ok_ = false;
  return value;
}

bool FlatObject::flag(std::string_view key, bool fallback) {
  const Member* member = find(key);
  if (member == nullptr) return fallback;
  if (member->value != "true" && member->value != "false") ok_ = false;
  return member->value == "true";
}

void add_text(std::string& json, std::string_view key, std::string_view value) {
  add_key(json, key);
  json += '"';
  while (!value.empty()) {
    const std::size_t length = utf8_length(value);
    const auto byte = static_cast<unsigned char>(value.front());
    if (length == 0) {
      json += "\xef\xbf\xbd";
    } else if (byte < 0x20) {
      json += fmt::format("\\u{:04x}", byte);
    } else {
      if (byte == '"' || byte == '\\') json += '\\';
      json += value.substr(0, length);
    }
    value.remove_prefix(std::max<std::size_t>(length, 1));
  }
  json += '"';
}

void add_number(std::string& json, std::string_view key, double value) {
  add_key(json, key);
  json += std::isfinite(value) ? fmt::format("{}", value) : "0";
}

void add_integer(std::string& json, std::string_view key, std::int64_t value) {
  add_key(json, key);
  json += std::to_string(value);
}

void add_flag(std::string& json, std::string_view key, bool value) {
  add_key(json, key);
  json += value ? "true" : "false";
}

}  // namespace prep
