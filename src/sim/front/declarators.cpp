#include "sim/front/declarators.h"

#include <algorithm>

namespace prep::sim {

bool takes_bracket(const Token& t) {
  return t.is("alignas") || t.is("__attribute__") || t.is("decltype") || t.is("__declspec") ||
         t.is("__typeof__") || t.is("typeof") || t.is("__asm__") || t.is("asm") ||
         t.is("__launch_bounds__");
}

Declarators declarators(const Tokens& tokens, std::size_t begin, std::size_t end) {
  Declarators found;
  std::size_t name = 0;    // the last word that may be the name
  bool seen_type = false;  // of the declaration: needed before a `{` can be an initialiser
  bool in_initializer = false;
  bool closed = false;  // past the name: only array bounds and initialisers until the comma
  auto finish = [&] {
    if (name != 0 && std::find(found.names.begin(), found.names.end(), name) == found.names.end())
      found.names.push_back(name);
  };
  for (std::size_t i = begin; i < end; ++i) {
    const Token& t = tokens[i];
    if (t.is(",")) {
      finish();
      name = 0;
      closed = in_initializer = false;
    } else if (in_initializer) {
      i = std::max(i, tokens.match[i]);
    } else if (t.kind == Token::Kind::word && takes_bracket(t) && i + 1 < end && tokens[i + 1].is("(")) {
      i = tokens.match[i + 1];
      seen_type = true;
    } else if (t.kind == Token::Kind::word) {
      if (!closed) name = i;
      const bool type_body = t.is("struct") || t.is("class") || t.is("union") || t.is("enum");
      if (type_body) {  // step over `struct S : B {…}` as one type
        std::size_t p = i + 1;
        while (p < end && !tokens[p].is("{") && !tokens[p].is(",") && !tokens[p].is("[") &&
               !tokens[p].is("*"))
          ++p;
        if (p < end && tokens[p].is("{")) i = tokens.match[p];
        name = 0;
      }
      seen_type = true;
    } else if (t.is("<") && i > begin && tokens[i - 1].kind == Token::Kind::word) {
      const std::size_t past = tokens.past_angles(i, end);
      if (past != 0) i = past - 1;
      name = 0;
    } else if (t.is("(")) {  // `float (*p)[4]`: the name is inside
      if (!closed) {
        for (std::size_t p = i + 1; p < tokens.match[i]; ++p)
          if (tokens[p].kind == Token::Kind::word) name = p;
        closed = true;
      }
      i = tokens.match[i];
    } else if (t.is("[")) {
      if (i + 1 < end && tokens[i + 1].is("[")) {  // [[attribute]]
      } else {
        closed = true;
      }
      i = tokens.match[i];
    } else if (t.is("=") || (t.is("{") && seen_type)) {
      if (found.initializer == 0) found.initializer = i;
      in_initializer = true;
      i = std::max(i, tokens.match[i]);
    }
  }
  finish();
  return found;
}

}  // namespace prep::sim
