// The rest of the seam between headers and engine (abi.h): what threads of a block wait for besides
// __syncthreads and the warp, and copies that run later. Included by the headers that need it only
// (cooperative groups, cuda::barrier, pipelines, inline PTX). All need a running CUDA thread; sites are as in
// abi.h.
#pragma once
#ifdef __GNUC__
#pragma GCC system_header
#endif
#include <prep/sim/abi.h>

extern "C" {

// [engine] Named barriers 0..15 of the block (PTX barrier.sync, .arrive, .red). `count` is in threads, a
// multiple of 32; 0 means all threads of the block. Barrier 0 with all threads is __syncthreads.
void prep_bar_sync(unsigned id, unsigned count, const char* file, int line);
void prep_bar_arrive(unsigned id, unsigned count, const char* file, int line);
int prep_bar_reduce(unsigned id, unsigned count, enum prep_barrier_op op, int predicate, const char* file,
                    int line);

// [engine] A barrier of `count` threads of the block that agree on `key` (any number); frees itself when
// complete.
void prep_group_sync(uint64_t key, unsigned count, const char* file, int line);
// [engine] All threads of all blocks; a cooperative launch only, else reported and the grid ends.
void prep_grid_sync(const char* file, int line);
// [engine] 1 in a cooperative launch.
int prep_grid_is_cooperative(void);

// [engine] mbarriers: phases counted in a 64-bit word of shared (or global) memory. A token is the phase it
// was got in.
void prep_mbarrier_init(uint64_t* barrier, unsigned count, const char* file, int line);
void prep_mbarrier_invalidate(uint64_t* barrier);
// `drop` threads leave the barrier for good: later phases expect so many fewer.
uint64_t prep_mbarrier_arrive(uint64_t* barrier, unsigned count, unsigned drop, const char* file, int line);
// 1 when `count` more arrivals end the current phase.
int prep_mbarrier_completes(const uint64_t* barrier, unsigned count);
// 1 when the token's phase is over; orders memory like an acquire then. Counts down the spin budget when 0.
int prep_mbarrier_test(uint64_t* barrier, uint64_t token);
void prep_mbarrier_wait(uint64_t* barrier, uint64_t token, const char* file, int line);
// The same by the parity of the phase (mbarrier.try_wait.parity): parity 0 waits for the end of phases 0,
// 2, 4...
int prep_mbarrier_test_parity(uint64_t* barrier, unsigned parity);
void prep_mbarrier_wait_parity(uint64_t* barrier, unsigned parity, const char* file, int line);

// [engine] Asynchronous copies of the running thread. They are done as late as allowed, so that a missing
// wait shows. Copies `from_bytes`, then fills with zeros up to `bytes`.
void prep_async_copy(void* to, const void* from, unsigned bytes, unsigned from_bytes);
void prep_async_commit(void);                   // copies since the last commit become one group
void prep_async_wait(unsigned groups_pending);  // all but the newest so many groups are done
void prep_async_wait_all(void);                 // committed or not
// The thread's copies so far are done when the barrier's current phase ends, at the latest.
void prep_async_attach(uint64_t* barrier);
}
