// Finds the names that one declaration introduces: `float a[16][16], *b, (*c)[4];` gives a, b, c.
#pragma once
#include <vector>

#include "sim/front/tokens.h"

namespace prep::sim {

struct Declarators {
  std::vector<std::size_t> names;  // token of each name
  std::size_t initializer = 0;     // token of the first `=` or `{` that begins an initial value; 0 without
};

// [begin, end) holds the declaration without its `;`.
Declarators declarators(const Tokens& tokens, std::size_t begin, std::size_t end);

// alignas(…), __attribute__((…)), decltype(…): true when the word at `i` takes the bracket that follows it.
bool takes_bracket(const Token& t);

}  // namespace prep::sim
