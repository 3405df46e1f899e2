// Cuts a namespace's or class's tokens into its declarations, with the body of each that has one.
#pragma once
#include <vector>

#include "sim/front/tokens.h"

namespace prep::sim {

struct Item {
  enum class Kind { plain, function, container };  // container: a namespace, a class, extern "C"
  Kind kind = Kind::plain;
  std::size_t begin = 0, end = 0;  // [begin, end), the `;` or `}` included
  std::size_t body = 0;            // the `{` of a function or container
  bool global = false, device = false, host = false, variable_space = false;

  bool device_only() const { return global || (device && !host); }
};

std::vector<Item> items(const Tokens& tokens, std::size_t begin, std::size_t end);

}  // namespace prep::sim
