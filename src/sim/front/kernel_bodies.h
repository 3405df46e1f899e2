// What makes small kernels fast on a CPU, all of it without a change of meaning: the body is inlined into the
// loop over threads, threadIdx becomes a constant of the function, and a grid-stride loop runs in rounds
// (grid_stride.h).
#pragma once
#include "sim/front/edits.h"

namespace prep::sim {

// A __global__ function's definition.
struct KernelBody {
  std::size_t params = 0;  // its `(`
  std::size_t open = 0;    // the `{`; 0: only a declaration, or nothing that this understands
};
KernelBody find_kernel_body(const Tokens& tokens, std::size_t global_word);

// `global_word` is a __global__ that begins a kernel.
void speed_up_kernel(const Tokens& tokens, std::size_t global_word, Edits& edits);

// A `[` that begins a lambda's captures, not a subscript.
bool begins_lambda(const Tokens& tokens, std::size_t bracket);

}  // namespace prep::sim
