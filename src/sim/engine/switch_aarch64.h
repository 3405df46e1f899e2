// The stack switch for AArch64 (AAPCS64); the counterpart of switch_x86_64.h. Assembled and reviewed, see there for
// the reasons. d8-d15 are in the clobber list as v8-v15.
#pragma once
#include <cstdint>

namespace prep::sim {

[[gnu::always_inline]] inline void switch_stack(void** save, void* target) {
  register void** from asm("x0") = save;
  register void* to asm("x1") = target;
  asm volatile(
      "adr x9, 1f\n\t"
      "stp x29, x9, [sp, #-16]!\n\t"
      "mov x10, sp\n\t"
      "str x10, [x0]\n\t"
      "mov sp, x1\n\t"
      "ldp x29, x9, [sp], #16\n\t"
      "br x9\n"
      "1:\n\t"
      : "+r"(from), "+r"(to)
      :
      : "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16", "x17",
        "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x30", "v0", "v1", "v2", "v3", "v4",
        "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", "v17", "v18", "v19", "v20",
        "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31", "cc", "memory");
}

inline void* initial_frame(char* top, void (*entry)()) {
  auto** words = reinterpret_cast<void**>(top);
  words[-2] = nullptr;  // frame pointer
  words[-1] = reinterpret_cast<void*>(entry);
  return words - 2;
}

}  // namespace prep::sim
