// The stack switch for x86-64 (System V); switch.h says what the pieces do.
#include "sim/engine/switch.h"

#if defined(__x86_64__)

// Resuming ends in pop + jmp, not ret: the return-stack predictor would always be wrong, since the thread
// that resumes is not the one that called last. r9 (the sixth argument) carries the stack pointer into the
// arrival function.
asm(R"(
.text
.macro PREP_SAVE
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $8, %rsp
.endm
.macro PREP_RESUME stack
  movq \stack, %rsp
  addq $8, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  popq %rcx
  jmpq *%rcx
.endm
.macro PREP_BLOCKING name arrival
  .globl \name
  .type \name, @function
  .p2align 4
\name:
  PREP_SAVE
  movq %rsp, %r9
  movq %fs:prep_thread_state@tpoff, %rsp
  cmpl $0, %fs:prep_run_end@tpoff
  jne 9f
8:
  call \arrival
  movq %rax, %rsi
  movq %rdx, %rax
  PREP_RESUME %rsi
9:
  pushq %rdi
  pushq %rsi
  pushq %rdx
  pushq %rcx
  pushq %r8
  pushq %r9
  call prep_settle_run
  popq %r9
  popq %r8
  popq %rcx
  popq %rdx
  popq %rsi
  popq %rdi
  jmp 8b
  .size \name, .-\name
.endm

  PREP_BLOCKING prep_barrier prep_arrive_barrier
  PREP_BLOCKING prep_barrier_reduce prep_arrive_barrier_reduce
  PREP_BLOCKING prep_meet prep_arrive_meeting
  PREP_BLOCKING prep_yield_thread prep_arrive_yield
  PREP_BLOCKING prep_activemask prep_arrive_activemask
  PREP_BLOCKING prep_park prep_arrive_park

  .globl prep_enter_block
  .type prep_enter_block, @function
  .p2align 4
prep_enter_block:
  PREP_SAVE
  movq %rsp, (%rdi)
  PREP_RESUME %rsi
  .size prep_enter_block, .-prep_enter_block

  .globl prep_leave_stack
  .type prep_leave_stack, @function
  .p2align 4
prep_leave_stack:
  movq %rsi, %rax
  PREP_RESUME %rdi
  .size prep_leave_stack, .-prep_leave_stack

  .globl prep_restart_stack
  .type prep_restart_stack, @function
  .p2align 4
prep_restart_stack:
  leaq -8(%rdi), %rsp
  movq $0, (%rsp)
  jmpq *%rsi
  .size prep_restart_stack, .-prep_restart_stack
)");

namespace prep::sim {

// As PREP_RESUME reads it: 8 bytes of padding, six registers, the entry; then a return address that is never
// used, so that the stack pointer at the entry is 8 below a multiple of 16, as after a call.
void* initial_frame(char* top, void (*entry)()) {
  auto** words = reinterpret_cast<void**>(top);
  for (int i = -9; i < 0; ++i) words[i] = nullptr;
  words[-2] = reinterpret_cast<void*>(entry);
  return words - 9;
}

}  // namespace prep::sim

#endif
