// __launch_bounds__: taken out of the declaration and left as a constant at the begin of the kernel's body,
// where the runtime finds it by its name (runtime/kernel_symbols.h).
#pragma once
#include "sim/front/edits.h"

namespace prep::sim {

void keep_launch_bounds(const Tokens& tokens, std::size_t word, Edits& edits);

// __cluster_dims__: taken out when the cluster is one block, else refused.
void check_cluster_size(const Tokens& tokens, std::size_t word, Edits& edits);

// The token before `word`, bounds skipped: `void __launch_bounds__(128) kernel` has `void` before its name.
const Token& before_bounds(const Tokens& tokens, std::size_t word);

}  // namespace prep::sim
