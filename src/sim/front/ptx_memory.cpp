// The table's part for loads, stores and asynchronous copies: PTX ISA, "ld", "st", "cp.async", "prefetch" and
// kin. Cache hints mean nothing here.
#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

const std::string kHints =
    "ca cg cs lu cv wb wt nc L1::no_allocate L1::evict_normal L1::evict_first L1::evict_last "
    "L1::evict_unchanged "
    "L2::evict_normal L2::evict_first L2::evict_last L2::cache_hint L2::64B L2::128B L2::256B";
const std::string kSpaces = "global shared shared::cta shared::cluster const local generic param::entry";
const std::string kOrders = "weak volatile relaxed acquire release cta cluster gpu sys mmio";

int width_of(const PtxStatement& s) { return s.has("v2") ? 2 : s.has("v4") ? 4 : s.has("v8") ? 8 : 1; }

std::string order_of(const PtxStatement& s) {
  return kPtx + (s.has("acquire") ? "kAcquire" : s.has("release") ? "kRelease" : "kRelaxed");
}
bool is_ordered(const PtxStatement& s) { return s.has("relaxed") || s.has("acquire") || s.has("release"); }

std::string load(PtxCode& code, const PtxStatement& s) {
  allow(s, kSpaces + " " + kOrders + " " + kHints + " v2 v4");
  need_operands(s, 2, 3);
  const std::string type = type_of(s), from = code.address(s, 1);
  const auto to = code.vector(s, 0);
  const int width = width_of(s);
  if (static_cast<int>(to.size()) != width) refuse_ptx(s, "it needs as many registers as .v2 or .v4 says");
  if (width > 1) {
    std::string result = "const auto prep_v = " + kPtx + "load_several<" + type + ", " +
                         std::to_string(width) + ">(" + from + ");";
    for (int i = 0; i < width; ++i)
      result +=
          " " + code.set_text(s, to[static_cast<std::size_t>(i)], "prep_v.at[" + std::to_string(i) + "]");
    return result;
  }
  const std::string name = is_ordered(s) ? "load_atomic<" : s.has("volatile") ? "load_volatile<" : "load<";
  return code.set_text(s, to[0],
                       kPtx + name + type + ">(" + from + (is_ordered(s) ? ", " + order_of(s) : "") + ")");
}

std::string store(PtxCode& code, const PtxStatement& s) {
  allow(s, kSpaces + " " + kOrders + " " + kHints + " v2 v4");
  need_operands(s, 2, 3);
  const std::string type = type_of(s), to = code.address(s, 0);
  const auto from = code.vector(s, 1);
  const int width = width_of(s);
  if (static_cast<int>(from.size()) != width) refuse_ptx(s, "it needs as many registers as .v2 or .v4 says");
  if (width > 1) {
    std::string values;
    for (const std::string& text : from)
      values += (values.empty() ? "" : ", ") + code.value_of(s, text, type);
    return kPtx + "store_several<" + type + ", " + std::to_string(width) + ">(" + to + ", {{" + values +
           "}});";
  }
  const std::string name = is_ordered(s) ? "store_atomic<" : s.has("volatile") ? "store_volatile<" : "store<";
  return kPtx + name + type + ">(" + to + ", " + code.value_of(s, from[0], type) +
         (is_ordered(s) ? ", " + order_of(s) : "") + ");";
}

std::string copy(PtxCode& code, const PtxStatement& s) {
  if (s.has("bulk")) refuse_ptx(s, "bulk copies (TMA) need a tensor map and hardware of sm_90");
  if (s.has("commit_group")) return "::prep_async_commit();";
  if (s.has("wait_all")) return "::prep_async_wait_all();";
  if (s.has("wait_group")) {
    need_operands(s, 1, 1);
    return "::prep_async_wait(" + code.value(s, 0, "unsigned") + ");";
  }
  if (s.has("mbarrier")) {
    allow(s, "async mbarrier arrive noinc shared shared::cta b64");
    need_operands(s, 1, 1);
    return kPtx + "mbarrier_arrive_of_copies(" + code.shared_address(s, 0) + ", " +
           (s.has("noinc") ? "true" : "false") + ");";
  }
  allow(s, "async ca cg shared shared::cta global L2::64B L2::128B L2::256B L2::cache_hint");
  const bool hinted = s.has("L2::cache_hint");
  need_operands(s, 3, hinted ? 5 : 4);
  const bool filled = s.operands.size() == (hinted ? 5u : 4u);
  const std::string bytes = code.value(s, 2, "unsigned");
  return "const unsigned prep_bytes = " + bytes + "; ::prep_async_copy(" + code.shared_address(s, 0) +
         ", reinterpret_cast<const void*>(" + [&] {
           PtxStatement global = s;
           global.modifiers = {"global"};
           const std::string address = code.address(global, 1);
           return "" + address + "), prep_bytes, " + (filled ? code.value(s, 3, "unsigned") : "prep_bytes") +
                  ");";
         }();
}

}  // namespace

std::optional<std::string> ptx_memory(PtxCode& code, const PtxStatement& s) {
  const std::string& op = s.opcode;
  if (op == "ld" || op == "ldu") return load(code, s);
  if (op == "st") return s.has("async") ? std::nullopt : std::optional(store(code, s));
  if (op == "cp" && s.has("async")) return copy(code, s);
  if (op == "prefetch" || op == "prefetchu" || op == "discard" || op == "applypriority") return "";
  if (op == "createpolicy") return code.set(s, 0, "0ull");
  return std::nullopt;
}

}  // namespace prep::sim
