// The analysers' switchboard: what the engine and the runtime tell them. In a fast build (no instrumented
// object in the link) checking() is false and nothing here is called on a hot path.
#pragma once
#include <cstddef>
#include <cstdint>

namespace prep::sim {

// True when the learner's object was compiled with the load/store hooks: __tsan_init ran before main.
extern bool g_checking;
inline bool checking() { return g_checking; }

// The engine's own access to the learner's memory on behalf of the running CUDA thread (mbarriers,
// asynchronous copies): told to the detectors before it is made. `pc`: a return address in the learner's
// code.
enum class Effect : std::uint8_t { read, write, atomic, atomic_read };
void note_engine_access(const void* address, std::size_t bytes, Effect effect, const void* pc);

// The part of the block's life between two barriers that accesses of now fall in; grows.
std::uint64_t access_segment();

// An asynchronous copy that was started in that part arrives: whoever has read its target after a later
// barrier took for granted that it was there.
void note_reads_before_arrival(const void* to, std::size_t bytes, std::uint64_t started, const void* pc);

// What the running thread has last accessed by an atomic or as volatile; 0 when not checking.
std::uintptr_t last_looked_at();

// Atomics and volatile writes that left memory different, in all host threads and in this one. While checking
// only.
std::uint64_t memory_changes();
std::uint64_t memory_changes_here();
void count_memory_change();

// The runtime calls these for work of the host that touches device memory (copies, memsets, allocation,
// free), after the fact, so that the analysers know which bytes hold a value. Cheap when not checking.
void note_device_filled(std::uintptr_t begin, std::size_t bytes);  // now holds defined values
void note_device_copied(std::uintptr_t to, std::uintptr_t from, std::size_t bytes);
void note_device_allocated(std::uintptr_t begin, std::size_t bytes);
struct Allocation;
void forget_accesses(const Allocation& allocation);  // what kernels did to it so far

}  // namespace prep::sim
