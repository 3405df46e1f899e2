#include "sim/front/ptx_code.h"

#include <cctype>
#include <cstdlib>

namespace prep::sim {
namespace {

const std::map<std::string, std::string>& special_registers() {
  static const std::map<std::string, std::string> table = [] {
    std::map<std::string, std::string> t = {
        {"laneid", "static_cast<unsigned>(::prep_lane)"},
        {"warpid", kPtx + "warp_number()"},
        {"nwarpid", kPtx + "warp_count()"},
        {"smid", kPtx + "multiprocessor()"},
        {"nsmid", "132u"},
        {"gridid", "0ull"},
        {"clock", "static_cast<unsigned>(::prep_clock())"},
        {"clock_hi", "static_cast<unsigned>(::prep_clock() >> 32)"},
        {"clock64", "static_cast<unsigned long long>(::prep_clock())"},
        {"globaltimer", "static_cast<unsigned long long>(::prep_clock())"},
        {"globaltimer_lo", "static_cast<unsigned>(::prep_clock())"},
        {"globaltimer_hi", "static_cast<unsigned>(::prep_clock() >> 32)"},
        {"lanemask_eq", "(1u << ::prep_lane)"},
        {"lanemask_le", "(0xffffffffu >> (31 - ::prep_lane))"},
        {"lanemask_lt", "((1u << ::prep_lane) - 1)"},
        {"lanemask_ge", "(0xffffffffu << ::prep_lane)"},
        {"lanemask_gt", "(0xfffffffeu << ::prep_lane)"},
        {"cluster_ctarank", "0u"},
        {"cluster_nctarank", "1u"},
        {"is_explicit_cluster", "false"},
    };
    for (const char axis : {'x', 'y', 'z'}) {
      const std::string dot = std::string(".") + axis;
      t["tid" + dot] = "static_cast<unsigned>(::threadIdx" + dot + ")";
      t["ntid" + dot] = "::blockDim" + dot;
      t["ctaid" + dot] = "::blockIdx" + dot;
      t["nctaid" + dot] = "::gridDim" + dot;
      t["clusterid" + dot] = "::blockIdx" + dot;
      t["nclusterid" + dot] = "::gridDim" + dot;
      t["cluster_ctaid" + dot] = "0u";
      t["cluster_nctaid" + dot] = "1u";
    }
    return t;
  }();
  return table;
}

const std::string& operand_of(const PtxStatement& s, std::size_t operand) {
  if (operand >= s.operands.size()) need_operands(s, operand + 1, operand + 1);
  return s.operands[operand];
}

// A C++ name of a PTX one.
std::string plain_name(const std::string& name) {
  std::string out;
  for (const char c : name)
    out += c == '%' ? std::string("P_") : c == '$' ? std::string("D_") : std::string(1, c);
  return out;
}

bool digits(const std::string& text) {
  for (const char c : text)
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) return false;
  return !text.empty();
}

// 12, -3, 0x1f, 0b101, 1.5, 0f3F800000, 0d…; empty when it is no number.
std::string immediate(std::string text) {
  std::string sign;
  while (!text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == ' ')) {
    if (text[0] == '-') sign = sign.empty() ? "-" : "";
    text.erase(0, 1);
  }
  if (text.empty() || (std::isdigit(static_cast<unsigned char>(text[0])) == 0 && text[0] != '.')) return "";
  const char* const begin = text.c_str();
  char* end = nullptr;
  if (text.size() > 2 && text[0] == '0' &&
      (text[1] == 'f' || text[1] == 'F' || text[1] == 'd' || text[1] == 'D')) {
    const unsigned long long bits = std::strtoull(begin + 2, &end, 16);
    if (*end != 0) return "";
    const bool single = text[1] == 'f' || text[1] == 'F';
    const std::string value = "::prep::sim::bit_cast<" + std::string(single ? "float" : "double") + ">(" +
                              std::to_string(bits) + (single ? "u)" : "ull)");
    return sign.empty() ? value : "-" + value;
  }
  if (text.find_first_of(".eE") != std::string::npos && text.compare(0, 2, "0x") != 0) {
    std::strtod(begin, &end);
    return *end == 0 ? kPtx + "Real{" + sign + text + "}" : "";
  }
  const bool binary = text.size() > 2 && text[0] == '0' && (text[1] == 'b' || text[1] == 'B');
  const unsigned long long bits = std::strtoull(begin + (binary ? 2 : 0), &end, binary ? 2 : 0);
  if (*end == 'U' || *end == 'u') ++end;
  if (*end != 0) return "";
  return kPtx + "Whole{" + sign + "static_cast<long long>(" + std::to_string(bits) + "ull)}";
}

std::string register_type(const std::string& type) {
  const std::string named = type_named(type);
  if (named.empty()) return "";
  if (type == "pred") return "bool";
  if (type == "f32") return "float";
  if (type == "f64") return "double";
  if (type == "f16" || type == "bf16") return "unsigned short";
  if (type == "f16x2" || type == "bf16x2") return "unsigned";
  const std::string bits = type.substr(1);
  return bits == "64"   ? "unsigned long long"
         : bits == "32" ? "unsigned"
         : bits == "16" ? "unsigned short"
                        : "unsigned char";
}

}  // namespace

std::string type_named(const std::string& t) {
  static const std::map<std::string, std::string> table = {
      {"u8", "unsigned char"},
      {"b8", "unsigned char"},
      {"s8", "signed char"},
      {"u16", "unsigned short"},
      {"b16", "unsigned short"},
      {"s16", "short"},
      {"u32", "unsigned"},
      {"b32", "unsigned"},
      {"s32", "int"},
      {"u64", "unsigned long long"},
      {"b64", "unsigned long long"},
      {"s64", "long long"},
      {"f32", "float"},
      {"f64", "double"},
      {"f16", kPtx + "F16"},
      {"bf16", kPtx + "BF16"},
      {"f16x2", kPtx + "F16x2"},
      {"bf16x2", kPtx + "BF16x2"},
      {"pred", "bool"},
      {"tf32", "unsigned"},
  };
  const auto found = table.find(t);
  return found == table.end() ? "" : found->second;
}

std::string type_of(const PtxStatement& s) {
  const std::string type = s.modifiers.empty() ? "" : type_named(s.modifiers.back());
  if (type.empty()) refuse_ptx(s, "it does not end in a type that is known here");
  return type;
}

bool is_float_type(const std::string& type) {
  return type == "float" || type == "double" || type.compare(0, kPtx.size(), kPtx) == 0;
}

std::string rounding_of(const PtxStatement& s) {
  for (const char* mode : {"rn", "rz", "rm", "rp", "rni", "rzi", "rmi", "rpi", "rna"})
    if (s.has(mode)) return mode;
  return "";
}

void refuse_ptx(const PtxStatement& s, const std::string& why) {
  throw PtxError(s.at, "inline PTX (asm): '" + s.full() + "' is not simulated" +
                           (why.empty() ? "" : ": " + why) + "; use a CUDA intrinsic or plain C++ for it");
}

void need_operands(const PtxStatement& s, std::size_t least, std::size_t most) {
  if (s.operands.size() >= least && s.operands.size() <= most) return;
  throw PtxError(s.at, "inline PTX (asm): '" + s.full() + "' takes " + std::to_string(least) +
                           (most > least ? " to " + std::to_string(most) : "") + " operands, not " +
                           std::to_string(s.operands.size()));
}

void allow(const PtxStatement& s, const std::string& allowed) {
  const std::string list = " " + allowed + " ";
  for (const std::string& m : s.modifiers)
    if (type_named(m).empty() && list.find(" " + m + " ") == std::string::npos)
      refuse_ptx(s, "'." + m + "' is not known here");
}

std::string PtxCode::name_of(const PtxStatement& s, const std::string& text) const {
  if (text == "_") return kPtx + "Sink{}";
  if (text.size() > 1 && text[0] == '%' && digits(text.substr(1))) {
    const auto number = static_cast<std::size_t>(std::strtoul(text.c_str() + 1, nullptr, 10));
    if (number >= operands_)
      throw PtxError(s.at, "inline PTX (asm): there is no operand " + text + ": the statement has " +
                               std::to_string(operands_));
    return "prep_p" + std::to_string(number);
  }
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
    if (const auto found = scope->find(text); found != scope->end()) return found->second;
  if (text.size() > 1 && text[0] == '%') {
    const auto special = special_registers().find(text.substr(1));
    if (special != special_registers().end()) return special->second;
  }
  if (text == "WARP_SZ") return kPtx + "Whole{32}";
  if (const std::string number = immediate(text); !number.empty()) return number;
  throw PtxError(s.at, "inline PTX (asm): '" + text + "' in '" + s.full() +
                           "' is no register, operand or number that is known here: declare it with .reg");
}

std::string PtxCode::value_of(const PtxStatement& s, const std::string& text, const std::string& type) {
  if (!text.empty() && text[0] == '!' && type == "bool") return "!" + value_of(s, text.substr(1), type);
  return kPtx + "as<" + type + ">(" + name_of(s, text) + ")";
}
std::string PtxCode::value(const PtxStatement& s, std::size_t operand, const std::string& type) {
  return value_of(s, operand_of(s, operand), type);
}
std::string PtxCode::set_text(const PtxStatement& s, const std::string& text, const std::string& expression) {
  return kPtx + "set(" + name_of(s, text) + ", " + expression + ");";
}
std::string PtxCode::set(const PtxStatement& s, std::size_t operand, const std::string& expression) {
  return set_text(s, operand_of(s, operand), expression);
}

std::vector<std::string> PtxCode::vector(const PtxStatement& s, std::size_t operand) {
  const std::string& text = operand_of(s, operand);
  if (text.empty() || text[0] != '{') return {text};
  if (text.back() != '}') throw PtxError(s.at, "inline PTX (asm): '" + text + "' lacks its '}'");
  std::vector<std::string> parts;
  std::string part;
  for (const char c : text.substr(1)) {
    if (c == ',' || c == '}') {
      parts.push_back(part);
      part.clear();
    } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      part += c;
    }
  }
  return parts;
}

std::pair<std::string, std::string> PtxCode::two(const PtxStatement& s, std::size_t operand) {
  std::string both;
  for (const char c : operand_of(s, operand))
    if (std::isspace(static_cast<unsigned char>(c)) == 0) both += c;
  const std::size_t bar = both.find('|');
  if (bar == std::string::npos) return {both, "_"};
  return {both.substr(0, bar), both.substr(bar + 1)};
}

// [register], [register + number], [number]
std::string PtxCode::address_value(const PtxStatement& s, std::size_t operand, const std::string& type) {
  const std::string& text = operand_of(s, operand);
  if (text.size() < 3 || text[0] != '[' || text.back() != ']')
    throw PtxError(s.at, "inline PTX (asm): '" + s.full() + "' takes an address in brackets, as [%1], not '" +
                             text + "'");
  std::string inside;
  for (const char c : text.substr(1, text.size() - 2))
    if (std::isspace(static_cast<unsigned char>(c)) == 0) inside += c;
  const std::size_t sign = inside.find_first_of("+-", 1);
  std::string sum = kPtx + "as<" + type + ">(" + name_of(s, inside.substr(0, sign)) + ")";
  if (sign != std::string::npos) {
    std::string offset = inside.substr(sign);
    if (offset[0] == '+') offset.erase(0, 1);
    sum += " + " + kPtx + "as<" + type + ">(" + name_of(s, offset) + ")";
  }
  return sum;
}
std::string PtxCode::shared_address(const PtxStatement& s, std::size_t operand) {
  return "::prep_shared_address(" + address_value(s, operand, "unsigned") + ")";
}
std::string PtxCode::address(const PtxStatement& s, std::size_t operand) {
  if (s.has("shared") || s.has("shared::cta") || s.has("shared::cluster")) return shared_address(s, operand);
  return "reinterpret_cast<void*>(" + address_value(s, operand, "unsigned long long") + ")";
}

std::string PtxCode::registers(const PtxStatement& s) {
  if (s.operands.empty()) return "";
  const std::string type = register_type(s.opcode);
  if (type.empty())
    throw PtxError(s.at, "inline PTX (asm): registers of type '." + s.opcode + "' are not simulated");
  std::string code;
  for (const std::string& name : s.operands) {
    for (const char c : name)
      if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '%' && c != '$')
        throw PtxError(s.at, "inline PTX (asm): '" + name + "' is no name for a register");
    const std::string cpp = "prep_r" + std::to_string(scopes_.size()) + "_" + plain_name(name);
    scopes_.back()[name] = cpp;
    code += type + " " + cpp + "; ";
  }
  return code;
}

std::string PtxCode::statement(const PtxStatement& s) {
  switch (s.kind) {
    case PtxStatement::Kind::open:
      scopes_.emplace_back();
      return "{ ";
    case PtxStatement::Kind::close:
      scopes_.pop_back();
      return "} ";
    case PtxStatement::Kind::registers:
      return registers(s);
    case PtxStatement::Kind::label:
      return "prep_l" + unique_ + "_" + plain_name(s.opcode) + ": ; ";
    case PtxStatement::Kind::instruction:
      break;
  }
  std::string code;
  if (s.opcode == "bra") {
    need_operands(s, 1, 1);
    for (const char c : s.operands[0])
      if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '%' && c != '$') refuse_ptx(s);
    code = "goto prep_l" + unique_ + "_" + plain_name(s.operands[0]) + ";";
  } else {
    std::optional<std::string> found;
    for (const auto part :
         {ptx_arithmetic, ptx_logic, ptx_convert, ptx_memory, ptx_atomics, ptx_warp, ptx_tensor})
      if (!found) found = part(*this, s);
    if (!found) refuse_ptx(s);
    code = *found;
  }
  if (s.guard.empty()) return "{ " + code + " } ";
  return "if (" + std::string(s.guard_negated ? "!" : "") + value_of(s, s.guard, "bool") + ") { " + code +
         " } ";
}

}  // namespace prep::sim
