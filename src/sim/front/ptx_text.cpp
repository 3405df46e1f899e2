#include "sim/front/ptx_text.h"

#include <algorithm>
#include <cctype>

namespace prep::sim {
namespace {

bool in_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '%';
}
bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

// Blanks in place of comments, so that places stay.
std::string without_comments(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    if (out[i] != '/' || (out[i + 1] != '/' && out[i + 1] != '*')) continue;
    const bool line = out[i + 1] == '/';
    std::size_t end = out.find(line ? "\n" : "*/", i + 2);
    end = end == std::string::npos ? out.size() : line ? end : end + 2;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(i), out.begin() + static_cast<std::ptrdiff_t>(end),
              ' ');
    i = end - 1;
  }
  return out;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

// At commas outside of brackets.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' || text[i] == '[' || text[i] == '(') ++depth;
    if (text[i] == '}' || text[i] == ']' || text[i] == ')') --depth;
    if (text[i] == ',' && depth == 0) {
      parts.push_back(trimmed(text.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (const std::string last = trimmed(text.substr(begin)); !last.empty() || !parts.empty())
    parts.push_back(last);
  return parts;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(without_comments(text)) {}

  std::vector<PtxStatement> run() {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      if (text_[at_] == ';') {
        ++at_;
      } else if (text_[at_] == '{' || text_[at_] == '}') {
        depth_ += text_[at_] == '{' ? 1 : -1;
        if (depth_ < 0) throw PtxError(at_, "inline PTX: this '}' closes nothing");
        PtxStatement s;
        s.kind = text_[at_] == '{' ? PtxStatement::Kind::open : PtxStatement::Kind::close;
        s.at = at_++;
        out_.push_back(s);
      } else {
        statement();
      }
    }
    if (depth_ != 0) throw PtxError(text_.size(), "inline PTX: a '{' is never closed: add its '}'");
    return std::move(out_);
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && in_name(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void statement() {
    PtxStatement s;
    s.at = at_;
    if (text_[at_] == '@') {
      ++at_;
      skip_blanks();
      if (at_ < text_.size() && text_[at_] == '!') {
        s.guard_negated = true;
        ++at_;
        skip_blanks();
      }
      s.guard = name();
      if (s.guard.empty()) throw PtxError(s.at, "inline PTX: '@' needs a predicate register: @p instruction");
      skip_blanks();
    }
    const bool directive = at_ < text_.size() && text_[at_] == '.';
    words(s);
    if (s.opcode.empty()) throw PtxError(s.at, "inline PTX: an instruction is expected here");
    skip_blanks();
    if (!directive && s.modifiers.empty() && at_ < text_.size() && text_[at_] == ':' && s.guard.empty()) {
      ++at_;
      s.kind = PtxStatement::Kind::label;
      out_.push_back(s);
      return;
    }
    // An instruction ends at its ';'; a '}' that no operand opened ends it too, for the error's sake.
    const std::size_t begin = at_;
    int depth = 0;
    while (at_ < text_.size() && text_[at_] != ';') {
      if (text_[at_] == '{') ++depth;
      if (text_[at_] == '}' && --depth < 0) break;
      ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '}')
      throw PtxError(s.at, "inline PTX: '" + s.full() + "' has no ';' at its end");
    s.operands = split(std::string_view(text_).substr(begin, at_ - begin));
    if (directive) directive_of(s);
    out_.push_back(s);
  }

  // opcode.mod.mod::sub
  void words(PtxStatement& s) {
    if (text_[at_] == '.') ++at_;
    s.opcode = name();
    while (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      std::string word = name();
      while (text_.compare(at_, 2, "::") == 0) {
        at_ += 2;
        word += "::" + name();
      }
      s.modifiers.push_back(word);
    }
  }

  // `.reg .b32 a, b<4>`: the names; other directives are not for asm statements.
  void directive_of(PtxStatement& s) const {
    if (s.opcode == "pragma" || s.opcode == "loc") {
      s.kind = PtxStatement::Kind::registers;
      s.operands.clear();
      s.opcode = "pred";
      return;
    }
    if (s.opcode != "reg")
      throw PtxError(s.at, "inline PTX: '." + s.opcode + "' is not simulated: declare only registers (.reg)");
    s.kind = PtxStatement::Kind::registers;
    std::string type = s.modifiers.empty() ? "" : s.modifiers.back();
    if (type.empty() && !s.operands.empty() && !s.operands[0].empty() && s.operands[0][0] == '.') {
      std::string& first = s.operands[0];
      std::size_t end = 1;
      while (end < first.size() && in_name(first[end])) ++end;
      type = first.substr(1, end - 1);
      first = trimmed(std::string_view(first).substr(end));
    }
    s.opcode = type;
    std::vector<std::string> names;
    for (const std::string& declared : s.operands) {
      const std::size_t angle = declared.find('<');
      if (angle == std::string::npos) {
        names.push_back(declared);
        continue;
      }
      const int count = std::atoi(declared.c_str() + angle + 1);
      if (count < 0 || count > 1024)
        throw PtxError(s.at, "inline PTX: too many registers in '" + declared + "'");
      for (int i = 0; i < count; ++i)
        names.push_back(trimmed(std::string_view(declared).substr(0, angle)) + std::to_string(i));
    }
    s.operands = names;
  }

  std::string text_;
  std::vector<PtxStatement> out_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::string PtxStatement::full() const {
  std::string out = opcode;
  for (const std::string& m : modifiers) out += "." + m;
  return out;
}

bool PtxStatement::has(std::string_view modifier) const {
  return std::find(modifiers.begin(), modifiers.end(), modifier) != modifiers.end();
}

std::vector<PtxStatement> parse_ptx(std::string_view text) { return Parser(text).run(); }

}  // namespace prep::sim
