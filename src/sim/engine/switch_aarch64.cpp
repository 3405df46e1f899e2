// The stack switch for AArch64 (AAPCS64); switch.h says what the pieces do. Run under qemu, not yet measured.
#include "sim/engine/switch.h"

#if defined(__aarch64__)

// x19-x30 and d8-d15 are the callee's to keep. x5 (the sixth argument) carries the stack pointer. Resuming
// ends in br, not ret: see switch_x86_64.cpp. x30 is 0 then: where a fiber begins, unwinding ends.
asm(R"(
.text
.macro PREP_SAVE
  sub sp, sp, #160
  stp x19, x20, [sp]
  stp x21, x22, [sp, #16]
  stp x23, x24, [sp, #32]
  stp x25, x26, [sp, #48]
  stp x27, x28, [sp, #64]
  stp x29, x30, [sp, #80]
  stp d8, d9, [sp, #96]
  stp d10, d11, [sp, #112]
  stp d12, d13, [sp, #128]
  stp d14, d15, [sp, #144]
.endm
.macro PREP_RESUME stack
  mov sp, \stack
  ldp x19, x20, [sp]
  ldp x21, x22, [sp, #16]
  ldp x23, x24, [sp, #32]
  ldp x25, x26, [sp, #48]
  ldp x27, x28, [sp, #64]
  ldp x29, x16, [sp, #80]
  ldp d8, d9, [sp, #96]
  ldp d10, d11, [sp, #112]
  ldp d12, d13, [sp, #128]
  ldp d14, d15, [sp, #144]
  add sp, sp, #160
  mov x30, xzr
  br x16
.endm
.macro PREP_BLOCKING name arrival
  .globl \name
  .type \name, %function
  .p2align 4
\name:
  PREP_SAVE
  mov x5, sp
  mrs x9, tpidr_el0
  add x9, x9, #:tprel_hi12:prep_thread_state, lsl #12
  add x9, x9, #:tprel_lo12_nc:prep_thread_state
  ldr x9, [x9]
  mov sp, x9
  mrs x9, tpidr_el0
  add x9, x9, #:tprel_hi12:prep_run_end, lsl #12
  add x9, x9, #:tprel_lo12_nc:prep_run_end
  ldr w9, [x9]
  cbnz w9, 9f
8:
  bl \arrival
  mov x9, x0
  mov x0, x1
  PREP_RESUME x9
9:
  stp x0, x1, [sp, #-48]!
  stp x2, x3, [sp, #16]
  stp x4, x5, [sp, #32]
  bl prep_settle_run
  ldp x2, x3, [sp, #16]
  ldp x4, x5, [sp, #32]
  ldp x0, x1, [sp], #48
  b 8b
  .size \name, .-\name
.endm

  PREP_BLOCKING prep_barrier prep_arrive_barrier
  PREP_BLOCKING prep_barrier_reduce prep_arrive_barrier_reduce
  PREP_BLOCKING prep_meet prep_arrive_meeting
  PREP_BLOCKING prep_yield_thread prep_arrive_yield
  PREP_BLOCKING prep_activemask prep_arrive_activemask
  PREP_BLOCKING prep_park prep_arrive_park

  .globl prep_enter_block
  .type prep_enter_block, %function
  .p2align 4
prep_enter_block:
  PREP_SAVE
  mov x9, sp
  str x9, [x0]
  PREP_RESUME x1
  .size prep_enter_block, .-prep_enter_block

  .globl prep_leave_stack
  .type prep_leave_stack, %function
  .p2align 4
prep_leave_stack:
  mov x9, x0
  mov x0, x1
  PREP_RESUME x9
  .size prep_leave_stack, .-prep_leave_stack

  .globl prep_restart_stack
  .type prep_restart_stack, %function
  .p2align 4
prep_restart_stack:
  mov sp, x0
  mov x30, xzr
  br x1
  .size prep_restart_stack, .-prep_restart_stack
)");

namespace prep::sim {

// As PREP_RESUME reads it: x30 is the entry.
void* initial_frame(char* top, void (*entry)()) {
  auto** words = reinterpret_cast<void**>(top - 160);
  for (int i = 0; i < 20; ++i) words[i] = nullptr;
  words[11] = reinterpret_cast<void*>(entry);
  return words;
}

}  // namespace prep::sim

#endif
