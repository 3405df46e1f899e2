// The text of an asm statement, cut into PTX statements. Nothing is known here of what instructions mean.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace prep::sim {

// `at` is a place in the text.
struct PtxError : std::runtime_error {
  PtxError(std::size_t where, const std::string& message) : std::runtime_error(message), at(where) {}
  std::size_t at;
};

struct PtxStatement {
  enum class Kind { open, close, label, registers, instruction };
  Kind kind = Kind::instruction;
  std::size_t at = 0;
  std::string guard;  // @p or @!p: the register
  bool guard_negated = false;
  std::string opcode;                  // up to the first dot; a label's name; the type of declared registers
  std::vector<std::string> modifiers;  // behind it, without dots
  std::vector<std::string> operands;   // without blanks at their ends; declared names
  std::string full() const;            // opcode and modifiers as written
  bool has(std::string_view modifier) const;
};

// Throws PtxError.
std::vector<PtxStatement> parse_ptx(std::string_view text);

}  // namespace prep::sim
