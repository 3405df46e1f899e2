// Inline PTX: `asm volatile("add.u32 %0, %1, %2;" : "=r"(sum) : "r"(a), "r"(b));` becomes a block of C++ that
// takes the operands into registers, does what each instruction does (ptx_code.h), and hands the results
// back.
#pragma once
#include "sim/front/edits.h"
#include "sim/front/scopes.h"

namespace prep::sim {

// `word` is a token. True for the asm of an asm statement in device code, and for one whose text is PTX.
bool is_assembly(const Tokens& tokens, std::size_t word, const Place& place);
// Throws RewriteError on what is not simulated, with the instruction's line.
void rewrite_assembly(const Tokens& tokens, std::size_t word, Edits& edits);

}  // namespace prep::sim
