// __shared__ declarations: names become references into the block's own arena.
#pragma once
#include "sim/front/edits.h"
#include "sim/front/scopes.h"

namespace prep::sim {

// `word` is the token of a __shared__. Throws RewriteError on what CUDA or the sim does not have.
void rewrite_shared(const Tokens& tokens, std::size_t word, const Place& place, Edits& edits);

}  // namespace prep::sim
