#include "sim/front/kernel_calls.h"

#include "sim/front/edits.h"
#include "sim/front/launch_bounds.h"

namespace prep::sim {

void KernelCalls::see(std::size_t word, const Place& place) {
  if (word == 0 || word + 1 >= tokens_.size()) return;
  const Token& before = before_bounds(tokens_, word);
  const Token& after = tokens_[word + 1];
  const std::string_view name = tokens_[word].text;
  const bool declares =
      (before.kind == Token::Kind::word && !before.is("return") && !before.is("else") && !before.is("do")) ||
      before.is("*") || before.is("&") || before.is(">");
  if (declares) {
    if (place.declaration.global && after.is("(") && !place.in_brackets)
      kernels_.insert(name);
    else if (!after.is("<"))
      others_.insert(name);
    return;
  }
  const bool begins_statement =
      before.is(";") || before.is("{") || before.is("}") || before.is(")") || before.is("else");
  if (!begins_statement || place.scope != ScopeKind::body || place.on_device) return;
  if (after.is("(")) calls_.push_back(word);
  if (after.is("<")) {
    const std::size_t past = tokens_.past_angles(word + 1, tokens_.size());
    if (past != 0 && tokens_[past].is("(")) calls_.push_back(word);
  }
}

void KernelCalls::check() const {
  for (const std::size_t call : calls_) {
    const std::string_view name = tokens_[call].text;
    if (kernels_.count(name) != 0 && others_.count(name) == 0)
      refuse(tokens_, call,
             "kernel '" + std::string(name) + "' is called like a function: launch it with " +
                 std::string(name) + "<<<grid, block>>>(arguments)");
  }
}

}  // namespace prep::sim
