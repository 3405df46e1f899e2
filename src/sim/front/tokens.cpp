#include "sim/front/tokens.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "sim/front/rewrite.h"

namespace prep::sim {
namespace {

bool starts_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || (c & 0x80) != 0;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool in_word(char c) { return starts_word(c) || is_digit(c); }

// Longest first. Only those that matter: what is not here is read one character at a time.
constexpr std::array<std::string_view, 26> kPunctuation{
    "<<<", ">>>", "<<=", ">>=", "...", "->*", "<=>", "::", "->", "<<", ">>", "<=", ">=",
    "==",  "!=",  "&&",  "||",  "++",  "--",  "+=",  "-=", "*=", "/=", "&=", "|=", "^="};

// Text of a system header is worth reading only when it uses one of CUDA's words.
bool uses_cuda(std::string_view text) {
  for (const std::string_view word : {"__device__", "__global__", "__shared__", "__host__", "<<<"})
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

class Lexer {
 public:
  Lexer(std::string_view text, SystemText system) : text_(text), system_(system) {
    out_.files.emplace_back("");
  }

  Tokens run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') {
        ++at_, ++line_, line_start_ = true;
      } else if (std::isspace(static_cast<unsigned char>(c))) {
        ++at_;
      } else if (c == '#' && line_start_) {
        directive();
      } else if (text_.compare(at_, 2, "//") == 0) {
        skip_to(text_.find('\n', at_));
      } else if (text_.compare(at_, 2, "/*") == 0) {
        const std::size_t end = text_.find("*/", at_ + 2);
        skip_to(end == std::string_view::npos ? end : end + 2);
      } else {
        line_start_ = false;
        token();
      }
    }
    push(Token::Kind::end, text_.size());
    pair_up();
    return std::move(out_);
  }

 private:
  void skip_to(std::size_t end) {
    end = std::min(end, text_.size());
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
  }

  // A line marker (`# 12 "file" 1 3`, `#line 12 "file"`) moves us; a pragma is passed over.
  void directive() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view whole = text_.substr(at_, end - at_);
    std::size_t p = whole.find_first_not_of(" \t", 1);
    if (p != std::string_view::npos && whole.compare(p, 4, "line") == 0)
      p = whole.find_first_not_of(" \t", p + 4);
    if (p == std::string_view::npos || !is_digit(whole[p])) {
      at_ = end;
      return;
    }
    long number = 0;
    for (; p < whole.size() && is_digit(whole[p]); ++p)
      number = std::min(number * 10 + (whole[p] - '0'), 100000000L);
    const std::size_t open = whole.find('"', p);
    bool system = false;
    if (open != std::string_view::npos) {
      const std::size_t close = whole.rfind('"');
      enter_file(whole.substr(open + 1, close > open ? close - open - 1 : std::string_view::npos));
      system = whole.find(" 3", std::max(close, open)) != std::string_view::npos;
    }
    at_ = std::min(end + 1, text_.size());
    line_ = static_cast<int>(number);
    in_system_ = system;
    if (!system) own_files_.insert(file_);
    // A macro of a system header used in the learner's file is marked as system too; that is not to be
    // skipped.
    if (system && system_ == SystemText::copy && own_files_.count(file_) == 0) copy_system_text();
  }

  void copy_system_text() {
    std::size_t end = at_;
    while (end < text_.size() && !marker_at(end)) {
      const std::size_t next = text_.find('\n', end);
      end = next == std::string_view::npos ? text_.size() : next + 1;
    }
    const std::string_view skipped = text_.substr(at_, end - at_);
    if (uses_cuda(skipped)) return;
    copied_ = copied_ || skipped.find_first_not_of(" \t\n") != std::string_view::npos;
    at_ = end;
  }

  bool marker_at(std::size_t p) const {
    return p + 2 < text_.size() && text_[p] == '#' &&
           ((text_[p + 1] == ' ' && is_digit(text_[p + 2])) || text_.compare(p, 6, "#line ") == 0);
  }

  void enter_file(std::string_view name) {
    if (name == out_.files[static_cast<std::size_t>(file_)]) return;
    const auto known = std::find(out_.files.begin(), out_.files.end(), name);
    file_ = static_cast<int>(known - out_.files.begin());
    if (known == out_.files.end()) out_.files.emplace_back(name);
  }

  void token() {
    const char c = text_[at_];
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
    if (starts_word(c)) return word();
    if (c == '"') return quoted(at_, '"');
    if (c == '\'') return quoted(at_, '\'');
    if (spaced_bracket("<<", "<", "<<<") || spaced_bracket(">>", ">", ">>>")) return;
    for (const std::string_view p : kPunctuation)
      if (text_.compare(at_, p.size(), p) == 0) return push(Token::Kind::punctuation, at_ + p.size());
    push(Token::Kind::punctuation, at_ + 1);
  }

  // Editors that do not know CUDA write `k << <grid, block >> >(x)`; nvcc takes it. In C++, `<< <` is nothing, and
  // `>> >(` ends template arguments as `>>>(` does.
  bool spaced_bracket(std::string_view two, std::string_view one, std::string_view whole) {
    if (text_.compare(at_, 2, two) != 0) return false;
    std::size_t p = text_.find_first_not_of(" \t", at_ + 2);
    if (p == at_ + 2 || p == std::string_view::npos || text_.compare(p, 1, one) != 0) return false;
    const std::size_t next = text_.find_first_not_of(" \t\n", ++p);
    if (next == std::string_view::npos || text_[next] == one[0] || text_[next] == '=') return false;
    if (one == ">" && text_[next] != '(') return false;
    push(Token::Kind::punctuation, p);
    out_.list.back().text = whole;
    return true;
  }

  void number() {
    std::size_t p = at_ + 1;
    for (; p < text_.size(); ++p) {
      const char c = text_[p], before = text_[p - 1];
      const bool sign =
          (c == '+' || c == '-') && (before == 'e' || before == 'E' || before == 'p' || before == 'P');
      const bool separator = c == '\'' && p + 1 < text_.size() && in_word(text_[p + 1]);
      if (!in_word(c) && c != '.' && !sign && !separator) break;
    }
    push(Token::Kind::number, p);
  }

  void word() {
    std::size_t p = at_ + 1;
    while (p < text_.size() && in_word(text_[p])) ++p;
    const std::string_view read = text_.substr(at_, p - at_);
    if (p < text_.size() && (text_[p] == '"' || text_[p] == '\'')) {
      if (text_[p] == '"' && (read == "R" || read == "LR" || read == "uR" || read == "UR" || read == "u8R"))
        return raw_string(p);
      if (read == "L" || read == "u" || read == "U" || read == "u8") return quoted(p, text_[p]);
    }
    push(Token::Kind::word, p);
  }

  // A literal ends at its quote, or at the end of the line where the quote is missing (the compiler will say
  // so).
  void quoted(std::size_t open, char quote) {
    std::size_t p = open + 1;
    while (p < text_.size() && text_[p] != quote && text_[p] != '\n') p += text_[p] == '\\' ? 2 : 1;
    if (p < text_.size() && text_[p] == quote) ++p;
    push(quote == '"' ? Token::Kind::string : Token::Kind::character, std::min(p, text_.size()));
  }

  void raw_string(std::size_t open) {
    const std::size_t paren = text_.find('(', open);
    std::size_t end = std::string_view::npos;
    if (paren != std::string_view::npos) {
      const std::string closing = ")" + std::string(text_.substr(open + 1, paren - open - 1)) + "\"";
      end = text_.find(closing, paren);
      if (end != std::string_view::npos) end += closing.size();
    }
    push(Token::Kind::string, std::min(end, text_.size()));
  }

  void push(Token::Kind kind, std::size_t end) {
    Token t;
    t.kind = kind;
    t.text = text_.substr(at_, end - at_);
    t.gap = text_.substr(gap_, at_ - gap_);
    t.gap_copied = copied_;
    t.file = file_;
    t.line = line_;
    t.system = in_system_;
    out_.list.push_back(t);
    skip_to(end);
    gap_ = at_;
    copied_ = false;
  }

  [[noreturn]] void fail(const Token& t, const std::string& message) const {
    throw RewriteError(out_.files[static_cast<std::size_t>(t.file)], t.line, message);
  }

  void pair_up() {
    std::vector<std::size_t> open;
    out_.match.resize(out_.size());
    for (std::size_t i = 0; i < out_.size(); ++i) {
      out_.match[i] = i;
      const Token& t = out_[i];
      if (t.kind != Token::Kind::punctuation || t.text.size() != 1) continue;
      const char c = t.text[0];
      if (c == '(' || c == '[' || c == '{') open.push_back(i);
      if (c != ')' && c != ']' && c != '}') continue;
      if (open.empty())
        fail(t, std::string("this '") + c + "' closes nothing: remove it or add its opening bracket");
      const char opener = out_[open.back()].text[0];
      if ((c == ')' && opener != '(') || (c == ']' && opener != '[') || (c == '}' && opener != '{'))
        fail(t, std::string("this '") + c + "' does not close the '" + opener + "' of line " +
                    std::to_string(out_[open.back()].line) + ": add the missing bracket between them");
      out_.match[i] = open.back();
      out_.match[open.back()] = i;
      open.pop_back();
    }
    if (!open.empty())
      fail(out_[open.back()],
           "this '" + std::string(out_[open.back()].text) + "' is never closed: add its partner");
  }

  std::string_view text_;
  SystemText system_;
  Tokens out_;
  std::set<int> own_files_;
  std::size_t at_ = 0, gap_ = 0;
  int file_ = 0, line_ = 1;
  bool line_start_ = true, in_system_ = false, copied_ = false;
};

}  // namespace

std::string Tokens::marker(std::size_t i) const {
  const Token& t = list[i];
  return "\n# " + std::to_string(t.line) + " \"" + files[static_cast<std::size_t>(t.file)] + "\"" +
         (t.system ? " 3 4\n" : "\n");
}

std::size_t Tokens::past_angles(std::size_t open, std::size_t limit) const {
  int depth = 0;
  for (std::size_t i = open; i < limit; ++i) {
    const Token& t = list[i];
    if (t.kind == Token::Kind::end || t.is(";") || t.is("}") || t.is(")") || t.is("]")) return 0;
    if (t.is("<")) ++depth;
    if (t.is(">")) depth -= 1;
    if (t.is(">>")) depth -= 2;
    if (t.is(">>>")) depth -= 3;
    if (depth <= 0) return i + 1;
    if (match[i] > i) i = match[i];
  }
  return 0;
}

Tokens tokenize(std::string_view text, SystemText system) { return Lexer(text, system).run(); }

}  // namespace prep::sim
