#include "sim/front/kernel_bodies.h"

#include "sim/front/grid_stride.h"

namespace prep::sim {
namespace {

// Tokens of a kernel that is worth a copy at each launch; fewer where the time goes into waiting.
constexpr std::size_t kSmall = 250, kSmallWaiting = 150;

bool waits(const Token& t) {
  if (t.kind != Token::Kind::word) return false;
  for (const std::string_view part :
       {"sync", "shfl", "ballot", "_all", "_any", "match_", "reduce_", "barrier"})
    if (t.text.find(part) != std::string_view::npos) return true;
  return false;
}

// Every mention of threadIdx is the built-in variable's member, in the kernel's own scope.
bool may_own_thread_index(const Tokens& tokens, const KernelBody& kernel) {
  bool used = false;
  for (std::size_t i = kernel.params; i < tokens.match[kernel.open]; ++i) {
    const Token& t = tokens[i];
    if (t.is("struct") || t.is("class") || t.is("union") || begins_lambda(tokens, i)) return false;
    if (!t.is("threadIdx")) continue;
    if (i < kernel.open || !tokens[i + 1].is(".") || tokens[i - 1].is("::")) return false;
    used = true;
  }
  return used;
}

}  // namespace

bool begins_lambda(const Tokens& tokens, std::size_t bracket) {
  if (!tokens[bracket].is("[") || tokens[bracket + 1].is("[") || bracket == 0) return false;
  const Token& before = tokens[bracket - 1];
  if (before.is("[")) return false;  // an attribute
  const Token& after = tokens[bracket + 1];
  if (before.is("return") || after.is("&") || after.is("=") || after.is("]")) return true;
  return before.kind != Token::Kind::word && !before.is(")") && !before.is("]") && !before.is(">");
}

KernelBody find_kernel_body(const Tokens& tokens, std::size_t global_word) {
  std::size_t p = global_word + 1;
  while (p < tokens.size()) {
    const Token& t = tokens[p];
    if (t.is("__launch_bounds__") || t.is("__attribute__") || t.is("alignas") || t.is("__cluster_dims__")) {
      if (!tokens[p + 1].is("(")) return {};
      p = tokens.match[p + 1] + 1;
    } else if (t.kind == Token::Kind::word) {
      ++p;
      if (tokens[p].is("(") && !tokens[p - 1].is("void")) break;
    } else if (t.is("<")) {  // of a specialisation
      p = tokens.past_angles(p, tokens.size());
      if (p == 0) return {};
      if (tokens[p].is("(")) break;
    } else {
      return {};
    }
  }
  if (p >= tokens.size() || !tokens[p].is("(")) return {};
  const std::size_t open = tokens.match[p] + 1;
  return {p, open < tokens.size() && tokens[open].is("{") ? open : 0};
}

void speed_up_kernel(const Tokens& tokens, std::size_t global_word, Edits& edits) {
  const KernelBody kernel = find_kernel_body(tokens, global_word);
  if (kernel.open == 0) return;
  const std::size_t close = tokens.match[kernel.open];
  if (may_own_thread_index(tokens, kernel))
    edits.insert_after(kernel.open, " const ::uint3 threadIdx = ::prep::sim::own_thread_index();");
  const std::size_t length = close - kernel.open;
  bool inlined = length < kSmall;
  for (std::size_t i = kernel.open; i < close && inlined; ++i)
    inlined = !(waits(tokens[i]) && length >= kSmallWaiting) && !tokens[i].is("__noinline__");
  if (inlined) edits.insert_before(global_word, "__attribute__((always_inline)) ");
  run_in_rounds(tokens, kernel, edits);
}

}  // namespace prep::sim
