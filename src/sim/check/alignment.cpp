// Accesses through pointers that are not aligned for their type. The compiler may split a float4 into four
// loads, which the load/store hooks then see one by one; its own check (-fsanitize=alignment) still knows the
// whole. Its runtime is not linked.
#include <prep/sim/abi.h>

#include <cstdint>
#include <string>

#include "sim/check/detectors.h"
#include "sim/check/hooks.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/grid.h"
#include "sim/engine/shared_memory.h"
#include "sim/report/symbols.h"

namespace prep::sim {
namespace {

// As the compiler lays it out (clang's TypeMismatchData).
struct Mismatch {
  const char* file;
  std::uint32_t line, column;
  const void* type;
  std::uint8_t log_alignment, kind;
};

// What the access is for. Binding a reference or calling a member reads nothing.
enum Use : std::uint8_t { load = 0, store = 1, member_access = 3 };

void note_mismatch(const Mismatch& mismatch, std::uintptr_t address, const void* pc) {
  if (t_state.fiber == nullptr || t_check == nullptr) return;
  if (mismatch.kind != load && mismatch.kind != store && mismatch.kind != member_access) return;
  const std::size_t size = std::size_t{1} << mismatch.log_alignment;
  if (address % size == 0) return;
  const bool shared = address - t_check->arena < kArenaBytes;
  if (!shared && find_near(address) == nullptr) return;  // the thread's own memory, or nobody's
  Request request{address, size, mismatch.kind == store ? Touch::write : Touch::read, Manner::plain,
                  reinterpret_cast<std::uintptr_t>(pc) - image_base()};
  note_misaligned(request);
}

}  // namespace

void note_misaligned(const Request& request) {
  note(raw_of(request, Seen::misaligned));
  g_grid->fail(cudaErrorMisalignedAddress);
  abandon_block();
}

}  // namespace prep::sim

extern "C" void __ubsan_handle_type_mismatch_v1(prep::sim::Mismatch* mismatch, std::uintptr_t address) {
  prep::sim::note_mismatch(*mismatch, address, __builtin_return_address(0));
}
extern "C" void __ubsan_handle_type_mismatch_v1_abort(prep::sim::Mismatch* mismatch, std::uintptr_t address) {
  prep::sim::note_mismatch(*mismatch, address, __builtin_return_address(0));
}

extern "C" void prep_require_aligned(const void* address, unsigned alignment, unsigned long pitch,
                                     const char* file, int line) {
  using namespace prep::sim;
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  if (at % alignment == 0 && pitch % alignment == 0) return;
  prep_settle_run();
  Finding finding = finding_of(*t_state.block, *t_state.fiber, Kind::memory_error);
  finding.here.file = file;
  finding.here.line = line;
  if (t_arena != nullptr && at - reinterpret_cast<std::uintptr_t>(t_arena) < kArenaBytes) {
    const PlacedSlot slot =
        slot_below(static_cast<std::uint32_t>(at - reinterpret_cast<std::uintptr_t>(t_arena)));
    if (slot.slot != nullptr && at - reinterpret_cast<std::uintptr_t>(t_arena) < kDynamicBegin)
      finding.variable = slot.slot->name;
  }
  const std::string bytes = std::to_string(alignment);
  finding.message =
      "thread " + std::to_string(t_state.fiber->linear) +
      (at % alignment != 0
           ? " gives an address at {here} that is not a multiple of " + bytes + " bytes"
           : " gives rows of " + std::to_string(pitch) + " bytes at {here}: not a multiple of " + bytes);
  finding.fix =
      "Every row of the matrix must begin at a multiple of " + bytes +
      " bytes: choose the leading dimension so (8 halves, 4 floats), and align the array (__align__(16)).";
  record(std::move(finding));
  g_grid->fail(cudaErrorMisalignedAddress);
  abandon_block();
}
