// Inline PTX: warp-wide instructions, special registers, barriers (PTX ISA, "Parallel Synchronization and
// Communication Instructions", "Special Registers").
#pragma once
#pragma GCC system_header
#include <prep/sim/ptx_memory.h>
#include <prep/sim/sync.h>
#include <prep/sim/warp.h>

namespace prep::sim::ptx {

PREP_SIM_API unsigned thread_number() {
  return threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
}
PREP_SIM_API unsigned warp_number() { return thread_number() / 32; }
PREP_SIM_API unsigned warp_count() { return (blockDim.x * blockDim.y * blockDim.z + 31) / 32; }
// Blocks are dealt out to 132 multiprocessors in turn.
PREP_SIM_API unsigned multiprocessor() {
  return (blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z)) % 132;
}

// shfl.sync: c holds the segment mask in bits 8..12 and the clamp in bits 0..4. `inside`: the source is in
// the segment.
enum class Shuffle { up, down, bfly, idx };
template <Shuffle kind, class T>
PREP_SIM_API T shfl(T value, unsigned b, unsigned c, unsigned mask, bool& inside, PREP_SIM_SITE) {
  const unsigned segment = c >> 8 & 31, clamp = c & 31, lane = prep_lane;
  const unsigned highest = (lane & segment) | (clamp & ~segment), lowest = lane & segment;
  b &= 31;
  int source;
  if (kind == Shuffle::up) {
    source = static_cast<int>(lane) - static_cast<int>(b);
    inside = source >= static_cast<int>(highest);
  } else {
    source = static_cast<int>(kind == Shuffle::down   ? lane + b
                              : kind == Shuffle::bfly ? lane ^ b
                                                      : lowest | (b & ~segment));
    inside = source <= static_cast<int>(highest);
  }
  return ::prep::sim::shuffle(mask, value, inside ? static_cast<unsigned>(source) : lane, prep_file,
                              prep_line);
}
PREP_SIM_API unsigned ballot(bool predicate, unsigned mask, PREP_SIM_SITE) {
  return prep_ballot(mask, predicate, prep_file, prep_line);
}
PREP_SIM_API bool vote_all(bool predicate, unsigned mask, PREP_SIM_SITE) {
  return prep_ballot(mask, !predicate, prep_file, prep_line) == 0;
}
PREP_SIM_API bool vote_uni(bool predicate, unsigned mask, PREP_SIM_SITE) {
  int same = 0;
  prep_match_all(mask, predicate, &same, prep_file, prep_line);
  return same != 0;
}
PREP_SIM_API unsigned match_any(uint64_t value, unsigned mask, PREP_SIM_SITE) {
  return prep_match_any(mask, value, prep_file, prep_line);
}
PREP_SIM_API unsigned match_all(uint64_t value, unsigned mask, bool& all, PREP_SIM_SITE) {
  int same = 0;
  const unsigned lanes = prep_match_all(mask, value, &same, prep_file, prep_line);
  all = same != 0;
  return lanes;
}
PREP_SIM_API unsigned redux(prep_reduce_op op, unsigned value, unsigned mask, PREP_SIM_SITE) {
  return prep_warp_reduce(op, mask, value, prep_file, prep_line);
}
// The lowest lane of the mask is elected.
PREP_SIM_API unsigned elect(unsigned mask, bool& elected, PREP_SIM_SITE) {
  prep_syncwarp(mask, prep_file, prep_line);
  const auto leader = static_cast<unsigned>(__ffs(static_cast<int>(mask)) - 1);
  elected = leader == prep_lane;
  return leader;
}

PREP_SIM_API void bar_sync(unsigned id, unsigned count, PREP_SIM_SITE) {
  if (id == 0 && count == 0)
    prep_barrier(prep_file, prep_line);
  else
    prep_bar_sync(id, count, prep_file, prep_line);
}
PREP_SIM_API void bar_arrive(unsigned id, unsigned count, PREP_SIM_SITE) {
  prep_bar_arrive(id, count, prep_file, prep_line);
}
PREP_SIM_API unsigned bar_reduce(prep_barrier_op op, unsigned id, unsigned count, bool predicate,
                                 PREP_SIM_SITE) {
  return static_cast<unsigned>(prep_bar_reduce(id, count, op, predicate, prep_file, prep_line));
}
PREP_SIM_API void warp_sync(unsigned mask, PREP_SIM_SITE) { prep_syncwarp(mask, prep_file, prep_line); }

PREP_SIM_API uint64_t* barrier_word(void* p) { return static_cast<uint64_t*>(p); }
PREP_SIM_API void mbarrier_init(void* p, unsigned count, PREP_SIM_SITE) {
  prep_mbarrier_init(barrier_word(p), count, prep_file, prep_line);
}
PREP_SIM_API unsigned long long mbarrier_arrive(void* p, unsigned count, unsigned drop, PREP_SIM_SITE) {
  return prep_mbarrier_arrive(barrier_word(p), count, drop, prep_file, prep_line);
}
// The thread's copies count as one arrival once they are done.
PREP_SIM_API void mbarrier_arrive_of_copies(void* p, bool counted, PREP_SIM_SITE) {
  prep_async_attach(barrier_word(p));
  if (counted) prep_mbarrier_arrive(barrier_word(p), 1, 0, prep_file, prep_line);
}

PREP_SIM_API void mma(const prep_mma_operation& operation, const void* a, const void* b, const void* c,
                      void* d, PREP_SIM_SITE) {
  prep_mma(&operation, a, b, c, d, prep_file, prep_line);
}

}  // namespace prep::sim::ptx
