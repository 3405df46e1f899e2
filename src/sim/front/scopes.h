// A walk over the tokens that knows, at every word, what kind of scope it stands in and which declaration it
// belongs to. Token-level, so it guesses where only a parser could know; a wrong guess costs a clear error
// later, not a wrong program.
#pragma once
#include <functional>

#include "sim/front/tokens.h"

namespace prep::sim {

enum class ScopeKind { space, type, body };  // namespace or file, class, function or initialiser

struct Declaration {
  std::size_t begin = 0;  // its first token
  bool global = false, device = false, host = false, constant = false, managed = false;
  bool template_head = false, parameters = false, type_word = false, namespace_word = false, string = false;
  bool on_device() const { return global || (device && !host); }
};

struct Place {
  ScopeKind scope = ScopeKind::space;
  bool on_device = false;               // in a function that only the GPU runs
  bool device_code = false;             // in a function that the GPU may run
  bool in_brackets = false;             // inside ( ) or [ ]
  std::size_t block = std::size_t(-1);  // the innermost enclosing `{`
  Declaration declaration;
};

struct Visitor {
  std::function<void(std::size_t, const Place&)> word;         // every word
  std::function<void(std::size_t, const Place&)> launch;       // every <<<
  std::function<void(std::size_t, const Place&)> declaration;  // the `;` that ends a declaration
};

void walk(const Tokens& tokens, const Visitor& visitor);

}  // namespace prep::sim
