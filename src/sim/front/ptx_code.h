// PTX statements as C++ that calls include/prep/sim/ptx_*.h: names of registers, values, addresses, and the
// table of instructions, a part per source file. What is not in the table is a PtxError.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/front/ptx_text.h"

namespace prep::sim {

// Operands %0, %1 … of the asm statement are C++ variables prep_p0, prep_p1 …
class PtxCode {
 public:
  // `unique` tells this asm statement's labels from those of others.
  PtxCode(std::size_t operands, std::string unique) : operands_(operands), unique_(std::move(unique)) {}

  std::string statement(const PtxStatement& s);

  // For the table's parts. All throw PtxError.
  std::string value(const PtxStatement& s, std::size_t operand, const std::string& type);  // as that C++ type
  std::string value_of(const PtxStatement& s, const std::string& text, const std::string& type);
  std::string set(const PtxStatement& s, std::size_t operand, const std::string& expression);
  std::string set_text(const PtxStatement& s, const std::string& text, const std::string& expression);
  std::string address(const PtxStatement& s, std::size_t operand);  // void*, by the instruction's state space
  std::string shared_address(const PtxStatement& s, std::size_t operand);
  std::vector<std::string> vector(const PtxStatement& s, std::size_t operand);  // {a, b} or a
  // A `d|p` operand: both names, the second "_" where there is none.
  std::pair<std::string, std::string> two(const PtxStatement& s, std::size_t operand);

 private:
  std::string name_of(const PtxStatement& s,
                      const std::string& text) const;  // the C++ expression; may be a Sink
  std::string address_value(const PtxStatement& s, std::size_t operand, const std::string& type);
  std::string registers(const PtxStatement& s);

  std::size_t operands_;
  std::string unique_;
  std::vector<std::map<std::string, std::string>> scopes_{1};  // registers: PTX name to C++ name
};

inline const std::string kPtx = "::prep::sim::ptx::";

[[noreturn]] void refuse_ptx(const PtxStatement& s, const std::string& why = "");
void need_operands(const PtxStatement& s, std::size_t least, std::size_t most);
// Throws on a modifier that is neither a type nor in `allowed` (words separated by blanks).
void allow(const PtxStatement& s, const std::string& allowed);
// The C++ type of a PTX type, empty when it is none.
std::string type_named(const std::string& ptx_type);
// The last modifier's; throws when that is no type.
std::string type_of(const PtxStatement& s);
bool is_float_type(const std::string& type);
std::string rounding_of(const PtxStatement& s);  // "rn", "rz" …; empty without

// The parts of the table: code, or nothing when the opcode is another part's.
std::optional<std::string> ptx_arithmetic(PtxCode& code, const PtxStatement& s);
std::optional<std::string> ptx_logic(PtxCode& code, const PtxStatement& s);
std::optional<std::string> ptx_convert(PtxCode& code, const PtxStatement& s);
std::optional<std::string> ptx_memory(PtxCode& code, const PtxStatement& s);
std::optional<std::string> ptx_atomics(PtxCode& code, const PtxStatement& s);
std::optional<std::string> ptx_warp(PtxCode& code, const PtxStatement& s);
std::optional<std::string> ptx_tensor(PtxCode& code, const PtxStatement& s);

}  // namespace prep::sim
