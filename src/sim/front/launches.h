// Kernel launches: `k<T><<<grid, block, bytes, stream>>>(a, {1, 2}, 0)` becomes a call of ::prep::sim::launch
// with the kernel call as a lambda. Arguments are evaluated once, at the launch; literals, braces and packs
// stay in the call, where they convert as in the original.
#pragma once
#include "sim/front/edits.h"

namespace prep::sim {

struct Launch {
  std::size_t name = 0;             // first token of the kernel expression
  std::size_t open = 0, close = 0;  // <<< and >>>
  std::size_t left = 0, right = 0;  // ( and )
};

// `open` is the token of a <<<. Throws RewriteError where it is no launch.
Launch find_launch(const Tokens& tokens, std::size_t open);
void rewrite_launch(const Tokens& tokens, const Launch& launch, Edits& edits);

}  // namespace prep::sim
