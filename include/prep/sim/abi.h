// What a compiled CUDA program calls in libprep_sim: the whole seam between the headers here and the engine
// and runtime in src/sim. C linkage, prefix prep_. "Site" arguments name the learner's file and line; `file`
// is a string literal. [engine] and [runtime] say who defines it. Device-only functions need a running CUDA
// thread.
#pragma once
#ifdef __GNUC__
#pragma GCC system_header
#endif
#include <prep/sim/types.h>
#include <stddef.h>
#include <stdint.h>

// A fiber never changes its host thread, so these are plain initial-exec loads.
#ifdef PREP_SIM_LINT
#define PREP_SIM_TLS __device__
#else
#define PREP_SIM_TLS __thread __attribute__((tls_model("local-exec")))
#endif

extern "C" {

// One `__shared__` declaration (one per template instance). Constant-initialised in the learner's object;
// `index` is 0 until the engine meets the declaration for the first time and numbers it.
struct prep_shared_slot {
  const char* name;
  const char* file;
  int line;
  unsigned bytes;
  unsigned align;
  unsigned index;
};

// What a launch is made of, besides its arguments.
struct prep_launch_config {
  dim3 grid, block;
  size_t shared_bytes;
  cudaStream_t stream;
  const char* file;
  int line;
  int cooperative;
};

// [engine] Set at each fiber switch. Headers read them under CUDA's names (index.h):
//   uint3 prep_thread_index, prep_block_index; dim3 prep_block_dim, prep_grid_dim
// [engine] Threads that have not blocked so far run in one loop (launch.h): consecutive threadIdx.x up to
// this one, which is not run. 0: only the one thread.
extern PREP_SIM_TLS unsigned prep_run_end;
// [engine] Threads of such a loop may do their grid-stride loop in rounds (rounds.h): one turn per call of
// the kernel. The turn to begin with; and what a thread sets that has turns left.
extern PREP_SIM_TLS unsigned prep_round;
extern PREP_SIM_TLS unsigned prep_turns_left;
// [engine] The running thread's lane is threadIdx.x plus this, modulo 32.
extern PREP_SIM_TLS unsigned prep_lane_base;
// [engine] Set at each block switch: start of the block's dynamic shared memory, aligned to 1024 bytes.
extern PREP_SIM_TLS char* prep_dynamic_shared;
// [engine] Counted down by atomics that spin; at 0 they call prep_yield(), which sets it again.
extern PREP_SIM_TLS int prep_spin_budget;

// [engine] The slot's memory in the running thread's block; the same address for all threads of the block.
void* prep_shared(struct prep_shared_slot* slot);

// [engine] __syncthreads and its reducing kinds.
void prep_barrier(const char* file, int line);
enum prep_barrier_op { prep_barrier_count, prep_barrier_and, prep_barrier_or };
int prep_barrier_reduce(enum prep_barrier_op op, int predicate, const char* file, int line);

// [engine] Warp rendezvous. Values are widened to 64 bits by the caller.
void prep_syncwarp(unsigned mask, const char* file, int line);
// Five bits of `source_lane`; the sixth: the program names that lane.
uint64_t prep_shuffle(unsigned mask, uint64_t value, unsigned source_lane, const char* file, int line);
unsigned prep_ballot(unsigned mask, int predicate, const char* file, int line);
unsigned prep_match_any(unsigned mask, uint64_t value, const char* file, int line);
unsigned prep_match_all(unsigned mask, uint64_t value, int* all_equal, const char* file, int line);
enum prep_reduce_op {
  prep_reduce_add,
  prep_reduce_min_signed,
  prep_reduce_max_signed,
  prep_reduce_min_unsigned,
  prep_reduce_max_unsigned,
  prep_reduce_and,
  prep_reduce_or,
  prep_reduce_xor
};
unsigned prep_warp_reduce(enum prep_reduce_op op, unsigned mask, unsigned value, const char* file, int line);
unsigned prep_activemask(void);

// [engine] Fences: orders memory; scope 0 block, 1 device, 2 system.
void prep_fence(int scope);
// [engine] Lets the block's other threads run (spin loops, __nanosleep).
void prep_yield(void);
// [engine] 1 on a CUDA thread, 0 in host code.
int prep_on_device(void);
// [engine] Ends the running grid; `error` (a cudaError_t) becomes sticky.
__attribute__((noreturn)) void prep_trap(int error);

// [engine] The one thread that `body` of a launch was called for has returned: it need not go back through its
// callers.
__attribute__((noreturn)) void prep_thread_done(void);

// [checks] Ends the kernel with cudaErrorMisalignedAddress unless the address and the row pitch in bytes are
// multiples of `alignment`: what a warp-wide load of a matrix asks for.
void prep_require_aligned(const void* address, unsigned alignment, unsigned long pitch, const char* file,
                          int line);

// [runtime] Memory for a launch's captured arguments; prep_launch takes it over and frees it after the grid.
void* prep_frame(size_t bytes, size_t alignment);
// [runtime] Queues a launch; `body` runs the threads of a row up to prep_run_end; a bad
// configuration is left for cudaGetLastError. `function` is the kernel's address or null where the compiler
// could not name it. `kernel` must live as long as the program.
void prep_launch(const struct prep_launch_config* config, const char* kernel, const void* function,
                 void (*body)(void*), void (*destroy)(void*), void* frame, size_t frame_bytes);

// [runtime] Names a __device__, __constant__ or __managed__ variable; called before main.
enum prep_variable_space { prep_variable_device, prep_variable_constant, prep_variable_managed };
int prep_register_variable(const char* name, const void* address, size_t bytes,
                           enum prep_variable_space space);

// [runtime] A clock of the device: ticks of about a nanosecond.
int64_t prep_clock(void);
}
