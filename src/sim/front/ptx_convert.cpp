// The table's part for cvt and addresses' spaces: PTX ISA, "cvt", "cvta", "isspacep".
#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

bool is_fp8(const std::string& type) { return type == "e4m3x2" || type == "e5m2x2"; }
std::string format_of(const std::string& type) {
  return type == "e4m3x2" ? "__prep_e4m3_format" : "__prep_e5m2_format";
}

std::string convert(PtxCode& code, const PtxStatement& s) {
  if (s.modifiers.size() < 2) refuse_ptx(s);
  const std::string to = s.modifiers[s.modifiers.size() - 2], from = s.modifiers.back();
  allow(s, "rn rz rm rp rni rzi rmi rpi rna ftz sat relu satfinite e4m3x2 e5m2x2");
  std::string mode = rounding_of(s);
  const std::string round = kPtx + "Round::" + (mode.empty() ? "none" : mode);
  if (is_fp8(to)) {
    if (from == "f32") {
      need_operands(s, 3, 3);
      return code.set(s, 0,
                      kPtx + "pack8<::" + format_of(to) + ">(static_cast<double>(" +
                          code.value(s, 1, "float") + "), static_cast<double>(" + code.value(s, 2, "float") +
                          "))");
    }
    if (from != "f16x2") refuse_ptx(s);
    need_operands(s, 2, 2);
    return "const auto prep_two = " + code.value(s, 1, kPtx + "F16x2") + "; " +
           code.set(s, 0, kPtx + "pack8<::" + format_of(to) + ">(prep_two.y.wide(), prep_two.x.wide())");
  }
  if (is_fp8(from)) {
    need_operands(s, 2, 2);
    if (to != "f16x2") refuse_ptx(s);
    return code.set(s, 0,
                    kPtx + "unpack8<::" + format_of(from) + ">(" + code.value(s, 1, "unsigned short") + ")");
  }
  const std::string source = type_named(from), target = type_named(to);
  if (source.empty() || target.empty()) refuse_ptx(s);
  if (to == "tf32") {
    need_operands(s, 2, 2);
    if (from != "f32" || (mode != "rna" && mode != "rn")) refuse_ptx(s);
    return code.set(s, 0,
                    kPtx + (mode == "rna" ? "tf32_away(" : "tf32_even(") + code.value(s, 1, "float") + ")");
  }
  if (to == "f16x2" || to == "bf16x2") {
    need_operands(s, 3, 3);
    if (from != "f32") refuse_ptx(s);
    std::string result = kPtx + "pack<" + kPtx + (to == "f16x2" ? "F16" : "BF16") + ">(" +
                         code.value(s, 1, "float") + ", " + code.value(s, 2, "float") + ", " + round + ")";
    if (s.has("relu")) result = kPtx + "relu(" + result + ")";
    return code.set(s, 0, result);
  }
  need_operands(s, 2, 2);
  std::string result = kPtx + (s.has("sat") ? "convert_sat<" : "convert<") + target + ", " + source + ">(" +
                       code.value(s, 1, source) + ", " + round + ")";
  if (s.has("relu")) result = kPtx + "relu(" + result + ")";
  return code.set(s, 0, result);
}

// cvta.to.shared: generic to shared; cvta.shared: back. The other spaces are generic addresses as they are.
std::string change_space(PtxCode& code, const PtxStatement& s) {
  allow(s, "to shared shared::cta global local const param");
  need_operands(s, 2, 2);
  const std::string type = type_of(s);
  if (!s.has("shared") && !s.has("shared::cta")) return code.set(s, 0, code.value(s, 1, type));
  if (s.has("to"))
    return code.set(s, 0,
                    "static_cast<" + type + ">(::prep_shared_offset(reinterpret_cast<const void*>(" +
                        code.value(s, 1, "unsigned long long") + ")))");
  return code.set(s, 0,
                  "static_cast<" + type + ">(reinterpret_cast<unsigned long long>(::prep_shared_address(" +
                      code.value(s, 1, "unsigned") + ")))");
}

}  // namespace

std::optional<std::string> ptx_convert(PtxCode& code, const PtxStatement& s) {
  if (s.opcode == "cvt") return convert(code, s);
  if (s.opcode == "cvta") return change_space(code, s);
  if (s.opcode == "isspacep") {
    need_operands(s, 2, 2);
    const std::string pointer =
        "reinterpret_cast<const void*>(" + code.value(s, 1, "unsigned long long") + ")";
    if (s.has("shared") || s.has("shared::cta"))
      return code.set(s, 0, "::prep_is_shared(" + pointer + ") != 0");
    if (s.has("global")) return code.set(s, 0, "::prep_is_shared(" + pointer + ") == 0");
    refuse_ptx(s);
  }
  return std::nullopt;
}

}  // namespace prep::sim
