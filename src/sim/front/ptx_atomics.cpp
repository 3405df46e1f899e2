// The table's part for atom and red: PTX ISA, "atom", "red". All orders and scopes are as the engine's
// atomics have them.
#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

const std::string kAllowed =
    "global shared shared::cta relaxed acquire release acq_rel cta cluster gpu sys noftz add min max inc dec "
    "and or xor exch cas "
    "v2 v4 v8 L2::cache_hint";

// The value that `prep_old` of `type` becomes, with `prep_value`; empty for an operation not known here.
std::string next_value(const PtxStatement& s, const std::string& type) {
  if (s.has("add")) return kPtx + "add<" + type + ">(prep_old, prep_value)";
  if (s.has("min")) return kPtx + "extreme<false, " + type + ">(prep_old, prep_value)";
  if (s.has("max")) return kPtx + "extreme<true, " + type + ">(prep_old, prep_value)";
  if (s.has("exch")) return "prep_value";
  if (is_float_type(type)) return "";
  if (s.has("and")) return "prep_old & prep_value";
  if (s.has("or")) return "prep_old | prep_value";
  if (s.has("xor")) return "prep_old ^ prep_value";
  if (s.has("inc")) return "prep_old >= prep_value ? 0u : prep_old + 1u";
  if (s.has("dec")) return "prep_old == 0u || prep_old > prep_value ? prep_value : prep_old - 1u";
  return "";
}

std::string update(const std::string& address, const std::string& type, const std::string& value,
                   const std::string& next) {
  return "[&] { const " + type + " prep_value = " + value + "; return " + kPtx + "update<" + type + ">(" +
         address + ", [prep_value](" + type + " prep_old) -> " + type + " { return " + next + "; }); }()";
}

}  // namespace

std::optional<std::string> ptx_atomics(PtxCode& code, const PtxStatement& s) {
  const bool keeps = s.opcode == "atom";
  if (!keeps && s.opcode != "red") return std::nullopt;
  if (s.has("async")) return std::nullopt;
  allow(s, kAllowed);
  const std::string type = type_of(s);
  const std::size_t at = keeps ? 1 : 0;
  need_operands(s, at + 2, at + 4);
  const std::string address = code.address(s, at);
  if (s.has("cas")) {
    if (!keeps) refuse_ptx(s);
    need_operands(s, 4, 5);
    return code.set(s, 0,
                    kPtx + "compare_and_swap<" + type + ">(" + address + ", " + code.value(s, 2, type) +
                        ", " + code.value(s, 3, type) + ")");
  }
  const std::string next = next_value(s, type);
  if (next.empty()) refuse_ptx(s);
  const auto values = code.vector(s, at + 1),
             to = keeps ? code.vector(s, 0) : std::vector<std::string>(values.size(), "_");
  if (values.size() != to.size()) refuse_ptx(s);
  std::string result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string place =
        values.size() == 1 ? address : "static_cast<" + type + "*>(" + address + ") + " + std::to_string(i);
    const std::string done = update(place, type, code.value_of(s, values[i], type), next);
    result += (to[i] == "_" ? done + ";" : code.set_text(s, to[i], done)) + " ";
  }
  return result;
}

}  // namespace prep::sim
