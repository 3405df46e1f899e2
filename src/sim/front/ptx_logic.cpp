// The table's part for bits, comparisons, selections and moves: PTX ISA, "Logic and Shift", "Comparison and
// Selection".
#include <cstdlib>

#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

// `a op b` by the comparison's name; the kinds with u are true where one side is NaN.
std::string comparison(const PtxStatement& s, const std::string& op, const std::string& a,
                       const std::string& b) {
  if (op == "eq") return a + " == " + b;
  if (op == "ne")
    return is_float_type(type_of(s)) ? "(" + a + " < " + b + " || " + a + " > " + b + ")" : a + " != " + b;
  if (op == "lt" || op == "lo") return a + " < " + b;
  if (op == "le" || op == "ls") return a + " <= " + b;
  if (op == "gt" || op == "hi") return a + " > " + b;
  if (op == "ge" || op == "hs") return a + " >= " + b;
  if (op == "equ") return "!(" + a + " < " + b + " || " + a + " > " + b + ")";
  if (op == "neu") return a + " != " + b;
  if (op == "ltu") return "!(" + a + " >= " + b + ")";
  if (op == "leu") return "!(" + a + " > " + b + ")";
  if (op == "gtu") return "!(" + a + " <= " + b + ")";
  if (op == "geu") return "!(" + a + " < " + b + ")";
  if (op == "num") return "(" + a + " == " + a + " && " + b + " == " + b + ")";
  if (op == "nan") return "(" + a + " != " + a + " || " + b + " != " + b + ")";
  refuse_ptx(s, "the comparison '" + op + "' is not known here");
}

std::string set_predicate(PtxCode& code, const PtxStatement& s) {
  allow(s, "eq ne lt le gt ge lo ls hi hs equ neu ltu leu gtu geu num nan and or xor ftz");
  need_operands(s, 3, 4);
  const std::string type = type_of(s);
  if (type.find("x2") != std::string::npos) refuse_ptx(s, "compare the halves one by one");
  const std::string a = kPtx + "wide(" + code.value(s, 1, type) + ")",
                    b = kPtx + "wide(" + code.value(s, 2, type) + ")";
  const std::string result = comparison(s, s.modifiers.front(), a, b);
  std::string first = "prep_is", second = "!prep_is";
  if (s.operands.size() == 4) {
    const std::string op = s.has("and") ? " && " : s.has("or") ? " || " : s.has("xor") ? " != " : "";
    if (op.empty()) refuse_ptx(s);
    const std::string c = code.value(s, 3, "bool");
    first = "(" + first + ")" + op + c, second = "(" + second + ")" + op + c;
  }
  const auto [p, q] = code.two(s, 0);
  return "const bool prep_is = " + result + "; const bool prep_p = " + first + ", prep_q = " + second + "; " +
         code.set_text(s, p, "prep_p") + " " + code.set_text(s, q, "prep_q");
}

// set.op.dtype.stype: all ones (or 1.0) where true.
std::string set_value(PtxCode& code, const PtxStatement& s) {
  allow(s, "eq ne lt le gt ge lo ls hi hs equ neu ltu leu gtu geu num nan ftz");
  need_operands(s, 3, 3);
  const std::string type = type_of(s), to = s.modifiers.size() > 2 ? s.modifiers[s.modifiers.size() - 2] : "";
  const std::string a = kPtx + "wide(" + code.value(s, 1, type) + ")",
                    b = kPtx + "wide(" + code.value(s, 2, type) + ")";
  return code.set(s, 0,
                  "(" + comparison(s, s.modifiers.front(), a, b) + ")" +
                      (to == "f32" ? " ? 1.0f : 0.0f" : " ? 0xffffffffu : 0u"));
}

// mov between a register and the parts it is made of: {low, high}.
std::string move(PtxCode& code, const PtxStatement& s) {
  allow(s, "");
  need_operands(s, 2, 2);
  const std::string type = type_of(s);
  const auto to = code.vector(s, 0), from = code.vector(s, 1);
  if (to.size() == 1 && from.size() == 1) return code.set(s, 0, code.value(s, 1, type));
  const std::size_t parts = to.size() * from.size();
  const std::string bits = s.modifiers.back().substr(1);
  if ((to.size() > 1 && from.size() > 1) || (parts != 2 && parts != 4)) refuse_ptx(s);
  const int width = std::atoi(bits.c_str()) / static_cast<int>(parts);
  const std::string part = type_named("b" + std::to_string(width));
  if (part.empty()) refuse_ptx(s);
  std::string result;
  if (from.size() > 1) {
    for (std::size_t i = 0; i < parts; ++i)
      result += std::string(i > 0 ? " | " : "") + "static_cast<" + type +
                ">(static_cast<unsigned long long>(" + code.value_of(s, from[i], part) + ") << " +
                std::to_string(width * static_cast<int>(i)) + ")";
    return code.set(s, 0, "static_cast<" + type + ">(" + result + ")");
  }
  result = "const " + type + " prep_whole = " + code.value(s, 1, type) + "; ";
  for (std::size_t i = 0; i < parts; ++i)
    result += code.set_text(s, to[i],
                            "static_cast<" + part + ">(prep_whole >> " +
                                std::to_string(width * static_cast<int>(i)) + ")") +
              " ";
  return result;
}

std::string funnel(PtxCode& code, const PtxStatement& s) {
  allow(s, "l r wrap clamp");
  need_operands(s, 4, 4);
  const std::string name =
      std::string("__funnelshift_") + (s.has("l") ? "l" : "r") + (s.has("clamp") ? "c(" : "(");
  return code.set(s, 0,
                  name + code.value(s, 1, "unsigned") + ", " + code.value(s, 2, "unsigned") + ", " +
                      code.value(s, 3, "unsigned") + ")");
}

}  // namespace

std::optional<std::string> ptx_logic(PtxCode& code, const PtxStatement& s) {
  const std::string& op = s.opcode;
  const auto typed = [&](std::size_t operand) { return code.value(s, operand, type_of(s)); };
  const auto word = [&](std::size_t operand) { return code.value(s, operand, "unsigned"); };
  if (op == "mov") return move(code, s);
  if (op == "setp") return set_predicate(code, s);
  if (op == "set") return set_value(code, s);
  if (op == "shf") return funnel(code, s);
  if (op == "and" || op == "or" || op == "xor") {
    allow(s, ""), need_operands(s, 3, 3);
    const std::string sign = op == "and" ? " & " : op == "or" ? " | " : " ^ ";
    return code.set(s, 0, "static_cast<" + type_of(s) + ">(" + typed(1) + sign + typed(2) + ")");
  }
  if (op == "not" || op == "cnot") {
    allow(s, ""), need_operands(s, 2, 2);
    const std::string sign = op == "cnot" || type_of(s) == "bool" ? "!" : "~";
    return code.set(s, 0, "static_cast<" + type_of(s) + ">(" + sign + typed(1) + ")");
  }
  if (op == "shl" || op == "shr") {
    allow(s, ""), need_operands(s, 3, 3);
    return code.set(s, 0, kPtx + op + "<" + type_of(s) + ">(" + typed(1) + ", " + word(2) + ")");
  }
  if (op == "selp") {
    allow(s, ""), need_operands(s, 4, 4);
    return code.set(s, 0, code.value(s, 3, "bool") + " ? " + typed(1) + " : " + typed(2));
  }
  if (op == "slct") {
    allow(s, "ftz"), need_operands(s, 4, 4);
    const std::string type = s.modifiers.size() > 1 ? type_named(s.modifiers[s.modifiers.size() - 2]) : "";
    if (type.empty()) refuse_ptx(s);
    return code.set(s, 0, typed(3) + " >= 0 ? " + code.value(s, 1, type) + " : " + code.value(s, 2, type));
  }
  if (op == "lop3") {
    allow(s, ""), need_operands(s, 5, 5);
    return code.set(s, 0, kPtx + "lop3(" + word(1) + ", " + word(2) + ", " + word(3) + ", " + word(4) + ")");
  }
  if (op == "prmt") {
    allow(s, ""), need_operands(s, 4, 4);
    return code.set(s, 0, "__byte_perm(" + word(1) + ", " + word(2) + ", " + word(3) + ")");
  }
  if (op == "bfe" || op == "bfi") {
    allow(s, "");
    const bool inserts = op == "bfi";
    need_operands(s, inserts ? 5 : 4, inserts ? 5 : 4);
    return code.set(s, 0,
                    kPtx + op + "<" + type_of(s) + ">(" + typed(1) + ", " +
                        (inserts ? typed(2) + ", " + word(3) + ", " + word(4) : word(2) + ", " + word(3)) +
                        ")");
  }
  if (op == "bfind") {
    allow(s, "shiftamt"), need_operands(s, 2, 2);
    return code.set(
        s, 0,
        kPtx + "bfind<" + type_of(s) + ">(" + typed(1) + ", " + (s.has("shiftamt") ? "true" : "false") + ")");
  }
  if (op == "popc") {
    allow(s, ""), need_operands(s, 2, 2);
    return code.set(s, 0, "static_cast<unsigned>(__popcll(" + typed(1) + "))");
  }
  if (op == "clz") {
    allow(s, ""), need_operands(s, 2, 2);
    return code.set(s, 0, kPtx + "clz<" + type_of(s) + ">(" + typed(1) + ")");
  }
  if (op == "brev") {
    allow(s, ""), need_operands(s, 2, 2);
    return code.set(s, 0, (type_of(s) == "unsigned" ? "__brev(" : "__brevll(") + typed(1) + ")");
  }
  if (op == "fns") {
    allow(s, ""), need_operands(s, 4, 4);
    return code.set(s, 0, "__fns(" + word(1) + ", " + word(2) + ", " + code.value(s, 3, "int") + ")");
  }
  if (op == "copysign") {
    allow(s, ""), need_operands(s, 3, 3);
    return code.set(
        s, 0, (type_of(s) == "float" ? "::copysignf(" : "::copysign(") + typed(2) + ", " + typed(1) + ")");
  }
  return std::nullopt;
}

}  // namespace prep::sim
