// C++ tokens of preprocessed text, with the learner's file and line, and partners of brackets.
// Views point into the text, which must outlive the tokens.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace prep::sim {

struct Token {
  enum class Kind { word, number, string, character, punctuation, end };
  Kind kind = Kind::end;
  std::string_view text;
  std::string_view gap;  // all that stands before it: blanks, comments, pragmas, line markers, system headers
  bool gap_copied = false;  // the gap holds text of a system header, which may not be dropped
  int file = 0;             // index into Tokens::files
  int line = 0;
  bool system = false;  // within a system header, or from a macro of one

  bool is(std::string_view expected) const { return text == expected && kind != Kind::string; }
};

struct Tokens {
  std::vector<Token> list;         // the last one is `end`, whose gap is the rest of the text
  std::vector<std::size_t> match;  // for ( ) [ ] { }: the partner's index; else its own
  std::vector<std::string> files;

  const Token& operator[](std::size_t i) const { return list[i]; }
  std::size_t size() const { return list.size(); }
  // A line marker that says where token i stands.
  std::string marker(std::size_t i) const;
  // Past the `>` that closes the template arguments opened by the `<` at `open`; 0 where they do not close
  // before `limit`.
  std::size_t past_angles(std::size_t open, std::size_t limit) const;
};

enum class SystemText { copy, read };
// Throws RewriteError on brackets that do not pair up.
Tokens tokenize(std::string_view text, SystemText system);

}  // namespace prep::sim
