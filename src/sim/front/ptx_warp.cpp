// The table's part for warps, barriers, fences and the odd rest: PTX ISA, "Parallel Synchronization and
// Communication", "Miscellaneous" instructions.
#include "sim/front/ptx_code.h"

namespace prep::sim {
namespace {

std::string shuffle(PtxCode& code, const PtxStatement& s) {
  allow(s, "sync up down bfly idx");
  if (!s.has("sync")) refuse_ptx(s, "write shfl.sync with a mask");
  need_operands(s, 5, 5);
  const auto [to, predicate] = code.two(s, 0);
  const std::string kind = s.has("up") ? "up" : s.has("down") ? "down" : s.has("bfly") ? "bfly" : "idx";
  return "bool prep_inside; " +
         code.set_text(s, to,
                       kPtx + "shfl<" + kPtx + "Shuffle::" + kind + ">(" + code.value(s, 1, "unsigned") +
                           ", " + code.value(s, 2, "unsigned") + ", " + code.value(s, 3, "unsigned") + ", " +
                           code.value(s, 4, "unsigned") + ", prep_inside)") +
         " " + code.set_text(s, predicate, "prep_inside");
}

std::string vote(PtxCode& code, const PtxStatement& s) {
  allow(s, "sync all any uni ballot");
  if (!s.has("sync")) refuse_ptx(s, "write vote.sync with a mask");
  need_operands(s, 3, 3);
  const std::string arguments = "(" + code.value(s, 1, "bool") + ", " + code.value(s, 2, "unsigned") + ")";
  if (s.has("all")) return code.set(s, 0, kPtx + "vote_all" + arguments);
  if (s.has("uni")) return code.set(s, 0, kPtx + "vote_uni" + arguments);
  return code.set(s, 0, kPtx + "ballot" + arguments + (s.has("any") ? " != 0" : ""));
}

std::string match(PtxCode& code, const PtxStatement& s) {
  allow(s, "any all sync");
  need_operands(s, 3, 3);
  const std::string value = "static_cast<unsigned long long>(" + code.value(s, 1, type_of(s)) + "), " +
                            code.value(s, 2, "unsigned");
  if (s.has("any")) return code.set(s, 0, kPtx + "match_any(" + value + ")");
  const auto [to, predicate] = code.two(s, 0);
  return "bool prep_all; " + code.set_text(s, to, kPtx + "match_all(" + value + ", prep_all)") + " " +
         code.set_text(s, predicate, "prep_all");
}

std::string redux(PtxCode& code, const PtxStatement& s) {
  allow(s, "sync add min max and or xor");
  need_operands(s, 3, 3);
  const std::string type = type_of(s);
  std::string op;
  for (const char* name : {"add", "min", "max", "and", "or", "xor"})
    if (s.has(name)) op = name;
  if (op.empty() || (type != "int" && type != "unsigned")) refuse_ptx(s);
  if (op == "min" || op == "max") op += type == "int" ? "_signed" : "_unsigned";
  return code.set(s, 0,
                  kPtx + "redux(::prep_reduce_" + op + ", " + code.value(s, 1, "unsigned") + ", " +
                      code.value(s, 2, "unsigned") + ")");
}

std::string barrier(PtxCode& code, const PtxStatement& s) {
  if (s.has("cluster")) return s.has("wait") ? kPtx + "bar_sync(0, 0);" : "";  // a cluster is one block here
  if (s.has("warp")) {
    need_operands(s, 1, 1);
    return kPtx + "warp_sync(" + code.value(s, 0, "unsigned") + ");";
  }
  allow(s, "cta sync arrive red popc and or aligned");
  if (s.has("red")) {
    need_operands(s, 3, 4);
    const bool counted = s.operands.size() == 4;
    const std::string op = s.has("popc") ? "count" : s.has("and") ? "and" : "or";
    return code.set(s, 0,
                    kPtx + "bar_reduce(::prep_barrier_" + op + ", " + code.value(s, 1, "unsigned") + ", " +
                        (counted ? code.value(s, 2, "unsigned") : "0u") + ", " +
                        code.value(s, counted ? 3 : 2, "bool") + ")");
  }
  need_operands(s, 1, 2);
  const std::string count = s.operands.size() == 2 ? code.value(s, 1, "unsigned") : "0u";
  return kPtx + (s.has("arrive") ? "bar_arrive(" : "bar_sync(") + code.value(s, 0, "unsigned") + ", " +
         count + ");";
}

std::string memory_barrier(PtxCode& code, const PtxStatement& s) {
  if (s.has("expect_tx") || s.has("complete_tx")) refuse_ptx(s, "bytes of bulk copies (TMA) are not counted");
  allow(s,
        "init inval arrive arrive_drop test_wait try_wait parity shared shared::cta release acquire relaxed "
        "cta cluster b64 noComplete");
  const std::string word = "static_cast<uint64_t*>(";
  const auto address = [&](std::size_t operand) { return code.address(s, operand); };
  if (s.has("init")) {
    need_operands(s, 2, 2);
    return kPtx + "mbarrier_init(" + address(0) + ", " + code.value(s, 1, "unsigned") + ");";
  }
  if (s.has("inval")) return "::prep_mbarrier_invalidate(" + word + address(0) + "));";
  if (s.has("arrive") || s.has("arrive_drop")) {
    need_operands(s, 1, 3);
    const bool keeps = s.operands[0].empty() || s.operands[0][0] != '[';
    const std::size_t at = keeps ? 1 : 0;
    const std::string count = s.operands.size() > at + 1 ? code.value(s, at + 1, "unsigned") : "1u";
    const std::string call = kPtx + "mbarrier_arrive(" + address(at) + ", " + count + ", " +
                             (s.has("arrive_drop") ? count : "0u") + ")";
    return keeps ? code.set(s, 0, call) : call + ";";
  }
  need_operands(s, 3, 4);
  const bool parity = s.has("parity");
  return code.set(s, 0,
                  std::string(parity ? "::prep_mbarrier_test_parity(" : "::prep_mbarrier_test(") + word +
                      address(1) + "), " + code.value(s, 2, parity ? "unsigned" : "unsigned long long") +
                      ") != 0");
}

}  // namespace

std::optional<std::string> ptx_warp(PtxCode& code, const PtxStatement& s) {
  const std::string& op = s.opcode;
  if (op == "shfl") return shuffle(code, s);
  if (op == "vote") return vote(code, s);
  if (op == "match") return match(code, s);
  if (op == "redux") return redux(code, s);
  if (op == "bar" || op == "barrier") return barrier(code, s);
  if (op == "mbarrier") return memory_barrier(code, s);
  if (op == "activemask") return code.set(s, 0, "::prep_activemask()");
  if (op == "elect") {
    need_operands(s, 2, 2);
    const auto [to, predicate] = code.two(s, 0);
    return "bool prep_elected; " +
           code.set_text(s, to, kPtx + "elect(" + code.value(s, 1, "unsigned") + ", prep_elected)") + " " +
           code.set_text(s, predicate, "prep_elected");
  }
  if (op == "membar" || op == "fence") {
    allow(s,
          "cta gl sys gpu cluster sc acq_rel acquire release proxy async alias async::global "
          "async::shared::cta mbarrier_init sync_restrict "
          "async::generic shared::cta shared::cluster");
    return std::string("::prep_fence(") + (s.has("cta") ? "0" : s.has("sys") ? "2" : "1") + ");";
  }
  if (op == "griddepcontrol" || op == "setmaxnreg" || op == "pmevent") return "";
  if (op == "nanosleep") return "::prep_yield();";
  if (op == "trap" || op == "brkpt") return "::__trap();";
  return std::nullopt;
}

}  // namespace prep::sim
