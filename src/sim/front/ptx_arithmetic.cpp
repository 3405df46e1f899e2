// The table's part for arithmetic: PTX ISA, "Integer Arithmetic", "Floating Point" and "Half Precision"
// instructions.
#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

std::string finished(const PtxStatement& s, std::string expression, const std::string& type) {
  if (s.has("sat") && is_float_type(type)) expression = kPtx + "sat<" + type + ">(" + expression + ")";
  if (s.has("relu")) expression = kPtx + "relu<" + type + ">(" + expression + ")";
  return expression;
}

// f(a, b) with .rz, .rm or .rp for float and double; empty when the rounding is to nearest.
std::string toward(const PtxStatement& s, const std::string& function, const std::string& arguments,
                   const std::string& type) {
  const std::string mode = rounding_of(s);
  if (mode.empty() || mode == "rn") return "";
  if (type != "float" && type != "double") refuse_ptx(s);
  return "::prep::sim::" + function + "_toward(" + arguments + ", ::prep::sim::Toward::" +
         (mode == "rz"   ? "zero"
          : mode == "rp" ? "up"
                         : "down") +
         ")";
}

std::string carries(PtxCode& code, const PtxStatement& s, const std::string& type) {
  const bool subtracts = s.opcode[0] == 's', multiplies = s.opcode[0] == 'm', takes = s.opcode.back() == 'c';
  std::string a = code.value(s, 0 + 1, type), b = code.value(s, 2, type);
  if (multiplies) {
    a = kPtx + (s.has("hi") ? "mul_hi<" : "mul<") + type + ">(" + a + ", " + b + ")";
    b = code.value(s, 3, type);
  }
  return "bool prep_out; " +
         code.set(s, 0,
                  kPtx + (subtracts ? "sub_borrow<" : "add_carry<") + type + ">(" + a + ", " + b + ", " +
                      (takes ? "prep_carry" : "false") + ", prep_out)") +
         (s.has("cc") ? " prep_carry = prep_out;" : "");
}

std::string sum(PtxCode& code, const PtxStatement& s) {
  allow(s, "sat rn rz rm rp ftz cc relu");
  const std::string type = type_of(s);
  need_operands(s, 3, 3);
  if (s.has("cc") || s.opcode == "addc" || s.opcode == "subc")
    return carries(code, s, type == "int" ? "unsigned" : type == "long long" ? "unsigned long long" : type);
  const std::string a = code.value(s, 1, type), b = code.value(s, 2, type);
  if (s.has("sat") && type == "int")
    return code.set(
        s, 0,
        kPtx + "clamp_sum(static_cast<long long>(" + a + ")" + (s.opcode == "sub" ? " - " : " + ") + b + ")");
  std::string result = toward(s, "add", a + ", " + (s.opcode == "sub" ? "-" : "") + b, type);
  if (result.empty()) result = kPtx + s.opcode + "<" + type + ">(" + a + ", " + b + ")";
  return code.set(s, 0, finished(s, result, type));
}

std::string product(PtxCode& code, const PtxStatement& s) {
  allow(s, "lo hi wide sat rn rz rm rp ftz relu");
  const std::string type = type_of(s), a = code.value(s, 1, type), b = code.value(s, 2, type);
  need_operands(s, 3, 3);
  if (s.has("wide")) return code.set(s, 0, kPtx + "mul_wide<" + type + ">(" + a + ", " + b + ")");
  if (s.has("hi")) return code.set(s, 0, kPtx + "mul_hi<" + type + ">(" + a + ", " + b + ")");
  std::string result = toward(s, "multiply", a + ", " + b, type);
  if (result.empty()) result = kPtx + "mul<" + type + ">(" + a + ", " + b + ")";
  return code.set(s, 0, finished(s, result, type));
}

std::string product_sum(PtxCode& code, const PtxStatement& s) {
  allow(s, "lo hi wide sat rn rz rm rp ftz relu cc");
  const std::string type = type_of(s);
  need_operands(s, 4, 4);
  if (s.has("cc") || s.opcode == "madc") return carries(code, s, type == "int" ? "unsigned" : type);
  const std::string a = code.value(s, 1, type), b = code.value(s, 2, type);
  if (s.has("wide")) {
    const std::string wide = type == "int"        ? "long long"
                             : type == "short"    ? "int"
                             : type == "unsigned" ? "unsigned long long"
                                                  : "unsigned";
    return code.set(s, 0,
                    kPtx + "add<" + wide + ">(" + kPtx + "mul_wide<" + type + ">(" + a + ", " + b + "), " +
                        code.value(s, 3, wide) + ")");
  }
  const std::string c = code.value(s, 3, type);
  if (s.has("hi"))
    return code.set(
        s, 0, kPtx + "add<" + type + ">(" + kPtx + "mul_hi<" + type + ">(" + a + ", " + b + "), " + c + ")");
  std::string result = toward(s, "fma", a + ", " + b + ", " + c, type);
  if (result.empty()) result = kPtx + "fma<" + type + ">(" + a + ", " + b + ", " + c + ")";
  return code.set(s, 0, finished(s, result, type));
}

std::string quotient(PtxCode& code, const PtxStatement& s) {
  allow(s, "approx full rn rz rm rp ftz");
  need_operands(s, 3, 3);
  const std::string type = type_of(s), a = code.value(s, 1, type), b = code.value(s, 2, type);
  std::string result = toward(s, "divide", a + ", " + b, type);
  if (result.empty()) result = kPtx + s.opcode + "<" + type + ">(" + a + ", " + b + ")";
  return code.set(s, 0, result);
}

std::string extreme(PtxCode& code, const PtxStatement& s) {
  allow(s, "ftz NaN relu");
  need_operands(s, 3, 4);
  const std::string type = type_of(s),
                    call = kPtx + "extreme<" + (s.opcode == "max" ? "true" : "false") + ", " + type + ">(";
  const std::string nan = s.has("NaN") ? ", " + kPtx + "NaN::wins)" : ")";
  std::string result = call + code.value(s, 1, type) + ", " + code.value(s, 2, type) + nan;
  if (s.operands.size() == 4) result = call + result + ", " + code.value(s, 3, type) + nan;
  return code.set(s, 0, finished(s, result, type));
}

std::string of_one(PtxCode& code, const PtxStatement& s) {
  allow(s, "approx rn rz rm rp ftz");
  need_operands(s, 2, 2);
  const std::string type = type_of(s), a = code.value(s, 1, type);
  std::string result;
  if (s.opcode == "sqrt") result = toward(s, "root", a, type);
  if (s.opcode == "rcp") result = toward(s, "divide", type + "(1), " + a, type);
  if (result.empty()) result = kPtx + s.opcode + "<" + type + ">(" + a + ")";
  return code.set(s, 0, result);
}

}  // namespace

std::optional<std::string> ptx_arithmetic(PtxCode& code, const PtxStatement& s) {
  const std::string& op = s.opcode;
  if (op == "add" || op == "sub" || op == "addc" || op == "subc") return sum(code, s);
  if (op == "mul") return product(code, s);
  if (op == "mad" || op == "fma" || op == "madc") return product_sum(code, s);
  if (op == "div" || op == "rem") return quotient(code, s);
  if (op == "min" || op == "max") return extreme(code, s);
  for (const char* name : {"neg", "abs", "ex2", "lg2", "rcp", "sqrt", "rsqrt", "sin", "cos", "tanh"})
    if (op == name) return of_one(code, s);
  if (op == "mul24" || op == "mad24") {
    allow(s, "lo");
    if (!s.has("lo")) refuse_ptx(s);
    const std::string type = type_of(s), product = (type == "int" ? "__mul24(" : "__umul24(") +
                                                   code.value(s, 1, type) + ", " + code.value(s, 2, type) +
                                                   ")";
    return code.set(s, 0,
                    op == "mul24"
                        ? product
                        : kPtx + "add<" + type + ">(" + product + ", " + code.value(s, 3, type) + ")");
  }
  if (op == "sad") {
    const std::string type = type_of(s);
    need_operands(s, 4, 4);
    return code.set(s, 0,
                    (type == "int" ? "__sad(" : "__usad(") + code.value(s, 1, type) + ", " +
                        code.value(s, 2, type) + ", " + code.value(s, 3, "unsigned") + ")");
  }
  if (op == "dp4a" || op == "dp2a") {
    allow(s, "lo hi");
    need_operands(s, 4, 4);
    if (s.modifiers.size() < 2 || s.modifiers[s.modifiers.size() - 2] != s.modifiers.back())
      refuse_ptx(s, "both types must be equal");
    const std::string type = type_of(s), name = op == "dp4a"  ? "__dp4a("
                                                : s.has("hi") ? "__dp2a_hi("
                                                              : "__dp2a_lo(";
    return code.set(
        s, 0,
        name + code.value(s, 1, type) + ", " + code.value(s, 2, type) + ", " + code.value(s, 3, type) + ")");
  }
  return std::nullopt;
}

}  // namespace prep::sim
