// The stack switch for x86-64 (System V). Inlined into the few functions that block: a thread that waits in
// __syncthreads() resumes inside the same function, so its `ret` is predicted by the call that entered it.
// pop + jmp instead of ret, for the same reason. The compiler saves what is live, thanks to the clobber list.
#pragma once
#include <cstdint>

namespace prep::sim {

[[gnu::always_inline]] inline void switch_stack(void** save, void* target) {
  asm volatile(
      "leaq -128(%%rsp), %%rsp\n\t"  // the red zone may be in use
      "pushq %%rbp\n\t"
      "leaq 1f(%%rip), %%rax\n\t"
      "pushq %%rax\n\t"
      "movq %%rsp, (%%rdi)\n\t"
      "movq %%rsi, %%rsp\n\t"
      "popq %%rcx\n\t"
      "jmpq *%%rcx\n"
      "1:\n\t"
      "popq %%rbp\n\t"
      "leaq 128(%%rsp), %%rsp\n\t"
      : "+D"(save), "+S"(target)
      :
      : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "xmm0", "xmm1", "xmm2",
        "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14",
        "xmm15", "cc", "memory");
}

// What to switch to so that `entry` starts on the stack that ends at `top` (16-byte aligned). On entry the stack
// pointer is 8 below a multiple of 16, as after a call.
inline void* initial_frame(char* top, void (*entry)()) {
  auto** words = reinterpret_cast<void**>(top);
  words[-1] = nullptr;  // the return address of a function that never returns
  words[-2] = reinterpret_cast<void*>(entry);
  return words - 2;
}

}  // namespace prep::sim
