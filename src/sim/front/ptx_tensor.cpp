// The table's part for ldmatrix, stmatrix and mma: PTX ISA, "Warp Level Matrix Multiply-Accumulate
// Instructions".
#include <cstdio>

#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

std::string count_of(const PtxStatement& s, std::size_t registers) {
  const unsigned count = s.has("x1") ? 1 : s.has("x2") ? 2 : s.has("x4") ? 4 : 0;
  if (count != registers || count == 0) refuse_ptx(s, "it needs as many registers as .x1, .x2 or .x4 says");
  return std::to_string(count);
}

std::string load_matrix(PtxCode& code, const PtxStatement& s) {
  allow(s, "sync aligned m8n8 x1 x2 x4 trans shared shared::cta b16");
  need_operands(s, 2, 2);
  const auto to = code.vector(s, 0);
  std::string result = "const auto prep_m = " + kPtx + "ldmatrix<" + count_of(s, to.size()) + ", " +
                       (s.has("trans") ? "true" : "false") + ">(" + code.shared_address(s, 1) + ");";
  for (std::size_t i = 0; i < to.size(); ++i)
    result += " " + code.set_text(s, to[i], "prep_m.at[" + std::to_string(i) + "]");
  return result;
}

std::string store_matrix(PtxCode& code, const PtxStatement& s) {
  allow(s, "sync aligned m8n8 x1 x2 x4 trans shared shared::cta b16");
  need_operands(s, 2, 2);
  std::string values;
  const auto from = code.vector(s, 1);
  for (const std::string& text : from)
    values += (values.empty() ? "" : ", ") + code.value_of(s, text, "unsigned");
  return kPtx + "stmatrix<" + count_of(s, from.size()) + ", " + (s.has("trans") ? "true" : "false") + ">(" +
         code.shared_address(s, 0) + ", {{" + values + "}});";
}

struct MatrixType {
  const char* name;
  unsigned bits;
  const char* code;
  const char* register_type;
};
constexpr MatrixType kMatrixTypes[] = {
    {"f16", 16, "f16", "unsigned"},  {"bf16", 16, "bf16", "unsigned"}, {"tf32", 32, "tf32", "unsigned"},
    {"e4m3", 8, "e4m3", "unsigned"}, {"e5m2", 8, "e5m2", "unsigned"},  {"s8", 8, "s8", "unsigned"},
    {"u8", 8, "u8", "unsigned"},     {"f64", 64, "f64", "double"},     {"f32", 32, "f32", "float"},
    {"s32", 32, "s32", "int"},
};
const MatrixType& matrix_type(const PtxStatement& s, const std::string& name) {
  for (const MatrixType& type : kMatrixTypes)
    if (name == type.name) return type;
  refuse_ptx(s, "matrices of '." + name + "' are not known here");
}

std::string registers(PtxCode& code, const PtxStatement& s, std::size_t operand, std::size_t count,
                      const MatrixType& type, const std::string& name) {
  const auto given = code.vector(s, operand);
  if (given.size() != count)
    refuse_ptx(s, "its operand " + std::to_string(operand + 1) + " needs " + std::to_string(count) +
                      " registers, not " + std::to_string(given.size()));
  std::string values;
  for (const std::string& text : given)
    values += (values.empty() ? "" : ", ") + code.value_of(s, text, type.register_type);
  return std::string("const ") + type.register_type + " " + name + "[] = {" + values + "}; ";
}

bool is_simulated(unsigned m, unsigned n, unsigned k, const std::string& type, unsigned bits) {
  if (n != 8) return false;
  if (type == "f64") return m == 8 && k == 4;
  if (m == 8) return bits == 8 && k == 16 && type[0] != 'e';
  if (m != 16) return false;
  if (bits == 16) return k == 8 || k == 16;
  if (bits == 32) return k == 4 || k == 8;
  return k == 32 || (k == 16 && type[0] != 'e');
}

std::string multiply(PtxCode& code, const PtxStatement& s) {
  if (s.has("sp") || s.has("sp::ordered_metadata")) refuse_ptx(s, "sparse matrices are not");
  need_operands(s, 4, 4);
  unsigned m = 0, n = 0, k = 0;
  std::vector<std::string> types;
  for (const std::string& modifier : s.modifiers) {
    if (modifier == "sync" || modifier == "aligned" || modifier == "row" || modifier == "col" ||
        modifier == "satfinite")
      continue;
    if (std::sscanf(modifier.c_str(), "m%un%uk%u", &m, &n, &k) == 3) continue;
    types.push_back(modifier);
  }
  if (types.size() != 4) refuse_ptx(s);
  const MatrixType &d = matrix_type(s, types[0]), &a = matrix_type(s, types[1]),
                   &b = matrix_type(s, types[2]), &c = matrix_type(s, types[3]);
  if (a.bits != b.bits || !is_simulated(m, n, k, a.name, a.bits))
    refuse_ptx(s, "this shape is not: m16n8k16 and m16n8k8 are");
  const std::string sum = d.name;
  const bool sums_fit = a.bits == 64 ? sum == "f64"
                        : std::string(a.name) == "s8" || std::string(a.name) == "u8"
                            ? sum == "s32"
                            : sum == "f32" || (sum == "f16" && a.bits <= 16 && std::string(a.name) != "bf16");
  if (!sums_fit || sum == "tf32") refuse_ptx(s);
  const std::size_t per_register = a.bits == 64 ? 64 : 32;
  const std::size_t elements = m * n / 32, of_c = std::string(c.name) == "f16" ? elements / 2 : elements,
                    of_d = sum == "f16" ? elements / 2 : elements;
  std::string result = "const ::prep_mma_operation prep_mma_of = {" + std::to_string(m) + ", " +
                       std::to_string(n) + ", " + std::to_string(k);
  for (const MatrixType* type : {&a, &b, &c, &d}) result += std::string(", ::prep_mma_") + type->code;
  result += std::string(", ") + (s.has("satfinite") ? "1" : "0") + "}; ";
  result += registers(code, s, 1, m * k * a.bits / 32 / per_register, a, "prep_a");
  result += registers(code, s, 2, n * k * a.bits / 32 / per_register, b, "prep_b");
  MatrixType c_registers = c, d_registers = d;
  result += registers(code, s, 3, of_c, c_registers, "prep_c");
  const auto to = code.vector(s, 0);
  if (to.size() != of_d)
    refuse_ptx(s,
               "its result needs " + std::to_string(of_d) + " registers, not " + std::to_string(to.size()));
  result += std::string(d_registers.register_type) + " prep_d[" + std::to_string(of_d) + "]; " + kPtx +
            "mma(prep_mma_of, prep_a, prep_b, prep_c, prep_d);";
  for (std::size_t i = 0; i < to.size(); ++i)
    result += " " + code.set_text(s, to[i], "prep_d[" + std::to_string(i) + "]");
  return result;
}

}  // namespace

std::optional<std::string> ptx_tensor(PtxCode& code, const PtxStatement& s) {
  if (s.opcode == "ldmatrix") return load_matrix(code, s);
  if (s.opcode == "stmatrix") return store_matrix(code, s);
  if (s.opcode == "mma") return multiply(code, s);
  if (s.opcode == "movmatrix") {
    allow(s, "sync aligned m8n8 trans b16");
    need_operands(s, 2, 2);
    return code.set(s, 0, kPtx + "movmatrix(" + code.value(s, 1, "unsigned") + ")");
  }
  if (s.opcode == "wmma") refuse_ptx(s, "use nvcuda::wmma");
  if (s.opcode == "wgmma" || s.opcode == "tcgen05")
    refuse_ptx(s, "warpgroup matrix operations are not; use mma.sync");
  return std::nullopt;
}

}  // namespace prep::sim
