// The switch between stacks, in assembly: one file per machine (switch_x86_64.cpp, switch_aarch64.cpp).
//
// Every function of abi.h that may block is a stub there. It saves the registers that a callee must keep on
// the thread's stack and calls the function's arrival part with the same arguments and, as the sixth, the
// stack pointer; before that it ends a run of threads (run.cpp). The arrival part runs on the host thread's
// own stack, below where it entered the block: always warm in the cache. The arrival part files the thread,
// picks the thread to run next and returns it as a Resume. The stub then restores that thread's registers and
// jumps right to where that thread called from, with the value as the result.
#pragma once
#include <cstdint>

namespace prep::sim {

struct Resume {
  void* stack_pointer;
  std::uint64_t value;
};

// What to resume so that `entry` starts on the stack that ends at `top` (16-byte aligned).
void* initial_frame(char* top, void (*entry)());

}  // namespace prep::sim

extern "C" {

// From the host's stack: saves it in *save and resumes `stack_pointer`. Returns when somebody resumes *save.
void prep_enter_block(void** save, void* stack_pointer);

// Resumes another stack for good; this one may be reused at once.
[[noreturn]] void prep_leave_stack(void* stack_pointer, std::uint64_t value);

// Drops all that is on the stack that ends at `top`, this one, and calls `entry` there.
[[noreturn]] void prep_restart_stack(char* top, void (*entry)());

prep::sim::Resume prep_arrive_barrier(const char* file, int line, int, int, int, void* stack_pointer);
prep::sim::Resume prep_arrive_barrier_reduce(int op, int predicate, const char* file, int line, int,
                                             void* stack_pointer);
// What prep_yield() does on a CUDA thread.
void prep_yield_thread();
prep::sim::Resume prep_arrive_yield(int, int, int, int, int, void* stack_pointer);
prep::sim::Resume prep_arrive_activemask(int, int, int, int, int, void* stack_pointer);

// Stops the running thread until unpark() names its key (park.h).
std::uint64_t prep_park(std::uint64_t key, const char* file, int line);
prep::sim::Resume prep_arrive_park(std::uint64_t key, const char* file, int line, int, int, void* stack_pointer);

// The warp-wide operations (rendezvous.h): `kind` is a Meeting in the low byte and its argument above.
std::uint64_t prep_meet(std::uint32_t kind, std::uint32_t mask, std::uint64_t value, const char* file,
                        int line);
prep::sim::Resume prep_arrive_meeting(std::uint32_t kind, std::uint32_t mask, std::uint64_t value,
                                      const char* file, int line, void* stack_pointer);
}
