#include "sim/front/launch_bounds.h"

#include <algorithm>

namespace prep::sim {

void keep_launch_bounds(const Tokens& tokens, std::size_t word, Edits& edits) {
  if (!tokens[word].is("__launch_bounds__") || !tokens[word + 1].is("(")) return;
  const std::size_t open = word + 1, close = tokens.match[open];
  for (std::size_t i = open + 1; i < close; ++i)
    if (tokens[i].is(";") || tokens[i].is("{") || tokens[i].is("}"))
      refuse(tokens, word, "the bracket of __launch_bounds__( has no end here: write __launch_bounds__(256)");
  const std::string bounds = edits.line(open + 1, close);
  edits.replace(word, close + 1, "");
  std::size_t body = close + 1;
  while (body < tokens.size() && !tokens[body].is("{") && !tokens[body].is(";"))
    body = std::max(body, tokens.match[body]) + 1;
  if (body >= tokens.size() || !tokens[body].is("{") || bounds.empty()) return;
  edits.replace(body, body + 1,
                "{ static const long long prep_launch_bounds[] __attribute__((used)) = {" + bounds + "};");
}

void check_cluster_size(const Tokens& tokens, std::size_t word, Edits& edits) {
  if (!tokens[word].is("__cluster_dims__") || !tokens[word + 1].is("(")) return;
  const std::size_t close = tokens.match[word + 1];
  for (std::size_t i = word + 2; i < close; ++i) {
    if (!tokens[i].is("1") && !tokens[i].is(","))
      refuse(tokens, word,
             "thread block clusters of more than one block (__cluster_dims__) are not simulated: exchange "
             "values through global memory");
  }
  edits.replace(word, close + 1, "");
}

const Token& before_bounds(const Tokens& tokens, std::size_t word) {
  std::size_t before = word - 1;
  while (tokens[before].is(")") && tokens.match[before] > 1) {
    const Token& name = tokens[tokens.match[before] - 1];
    if (!name.is("__launch_bounds__") && !name.is("__cluster_dims__")) break;
    before = tokens.match[before] - 2;
  }
  return tokens[before];
}

}  // namespace prep::sim
