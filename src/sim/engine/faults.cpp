#include "sim/engine/faults.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <thread>

#include "sim/engine/block_findings.h"
#include "sim/engine/grid.h"
#include "sim/engine/stacks.h"
#include "sim/runtime/allocations.h"

namespace prep::sim {
namespace {

constexpr std::size_t kFaultStackBytes = 128 << 10;

std::uintptr_t pc_of(const void* context) {
  const auto& machine = static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  return static_cast<std::uintptr_t>(machine.gregs[REG_RIP]);
#else
  return machine.pc;
#endif
}

std::string thread_text(const Fiber& fiber) { return "thread " + std::to_string(fiber.linear); }

void describe_division(Finding& finding, const Fiber& fiber) {
  finding.kind = Kind::cuda_error;
  finding.message = thread_text(fiber) + " divides an integer by zero at {here}";
  finding.fix = "On a GPU the result is an arbitrary number, without any error: test the divisor first.";
}

void describe_full_stack(Finding& finding, const Fiber& fiber) {
  finding.message = thread_text(fiber) +
                    " has no local memory left at {here}: its arrays and calls need more than " +
                    std::to_string(kStackBytes >> 10) + " KB";
  finding.fix = "Recursion without an end, or a local array that belongs in shared or global memory.";
}

void describe_trap(Finding& finding, const Fiber& fiber) {
  finding.message =
      thread_text(fiber) + " comes to {here}, where the compiler found the code to have no meaning";
  finding.fix =
      "A null pointer, a function that must return a value and does not, or an index known to be too large.";
}

void describe_misaligned(Finding& finding, const Fiber& fiber) {
  finding.message =
      thread_text(fiber) + " uses an address that is not aligned for the access's size at {here}";
  finding.fix =
      "A float2 needs 8-byte and a float4 16-byte alignment: the offset must be a multiple of the vector.";
}

void describe_wild_access(Finding& finding, const Fiber& fiber, std::uintptr_t address) {
  if (address < 4096) {
    finding.is_wild = true;
    finding.message = thread_text(fiber) + " uses a null pointer at {here}";
    finding.fix = "Check the result of cudaMalloc, and that every pointer argument of the kernel is set.";
    return;
  }
  const Allocation* near = find(address);
  if (near != nullptr && near->freed) {
    finding.message = thread_text(fiber) + " uses memory after cudaFree at {here}";
    finding.fix = "Free device memory only after the last kernel that uses it has finished.";
    return;
  }
  finding.is_wild = true;
  finding.message = thread_text(fiber) + " uses an address outside all memory at {here}";
  if (near != nullptr) {
    const bool past = address >= near->base + near->bytes;
    finding.message +=
        ", " + std::to_string(past ? address - (near->base + near->bytes) : near->base - address) +
        (past ? " bytes past the end of an allocation of " : " bytes before an allocation of ") +
        std::to_string(near->bytes) + " bytes";
  }
  finding.fix =
      "Check the index arithmetic: an index that became negative or overflowed an int (compute it in "
      "size_t), or a grid "
      "with more threads than elements (if (i < n)).";
}

// The interrupted code does not go on: its thread is dropped with the rest of its block.
void leave_block_on_return(void* context, const Fiber& fiber) {
  auto& machine = static_cast<ucontext_t*>(context)->uc_mcontext;
  const auto top = reinterpret_cast<std::uintptr_t>(fiber.stack) + kStackBytes - 256;
  const auto landing = reinterpret_cast<std::uintptr_t>(&abandon_block);
#if defined(__x86_64__)
  *reinterpret_cast<std::uintptr_t*>(top - 8) = 0;  // in place of a return address
  machine.gregs[REG_RSP] = static_cast<greg_t>(top - 8);
  machine.gregs[REG_RIP] = static_cast<greg_t>(landing);
#else
  machine.sp = top;
  machine.pc = landing;
#endif
}

// The program's own end by this signal, but what was found is told first.
void on_host_fault(int signal) {
  ::signal(signal, SIG_DFL);
  alarm(10);  // in case the fault came with a lock held that the report needs
  std::thread([] { flush_findings(); }).join();
}

void on_fault(int signal, siginfo_t* info, void* context) {
  if (t_state.fiber == nullptr) return on_host_fault(signal);
  prep_settle_run();
  const Fiber& fiber = *t_state.fiber;
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  const auto stack = reinterpret_cast<std::uintptr_t>(fiber.stack);
  Finding finding = finding_of(*t_state.block, fiber, Kind::memory_error);
  finding.here.file = nullptr;
  finding.here.line = 0;
  finding.here.pc = pc_of(context) + 1;     // as if it were a return address
  const CallStack calls = current_calls();  // the place is the learner's, not a hook's
  std::copy(calls.pc, std::end(calls.pc), finding.here.outer);
  finding.fatal = true;
  cudaError_t error = cudaErrorIllegalAddress;
  if (signal == SIGFPE) {
    error = cudaErrorLaunchFailure;
    describe_division(finding, fiber);
  } else if (signal == SIGILL) {
    error = cudaErrorLaunchFailure;
    describe_trap(finding, fiber);
  } else if (info->si_code == SI_KERNEL && address == 0) {  // the processor's general protection fault
    error = cudaErrorMisalignedAddress;
    describe_misaligned(finding, fiber);
  } else if (address < stack && address + kGuardBytes >= stack) {
    error = cudaErrorHardwareStackError;
    describe_full_stack(finding, fiber);
  } else {
    describe_wild_access(finding, fiber, address);
  }
  record(std::move(finding));
  g_grid->fail(error);
  leave_block_on_return(context, fiber);
}

}  // namespace

void install_fault_handlers() {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction action = {};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigaction(signal, &action, nullptr);
  });
}

void install_fault_stack() {
  static __thread bool installed;
  if (installed) return;
  installed = true;
  void* memory = mmap(nullptr, kFaultStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;  // a fault then ends the process without a finding
  stack_t stack = {};
  stack.ss_sp = memory;
  stack.ss_size = kFaultStackBytes;
  sigaltstack(&stack, nullptr);
}

}  // namespace prep::sim
