#include "sim/engine/stacks.h"

#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>

namespace prep::sim {
namespace {
constexpr std::size_t kStride = kStackBytes + kGuardBytes;
constexpr std::size_t kPerChunk = 32;
// Each guard splits a mapping, and the system allows 65,530 mappings: stacks beyond these chunks have no
// guards.
constexpr unsigned kGuardedChunks = 640;
std::atomic<unsigned> g_chunks{0};
}  // namespace

StackPool::~StackPool() {
  for (void* chunk : chunks_) munmap(chunk, kPerChunk * kStride);
}

void StackPool::grow() {
  const bool guarded = g_chunks++ < kGuardedChunks;
  void* chunk = mmap(nullptr, kPerChunk * kStride, guarded ? PROT_NONE : PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (chunk == MAP_FAILED) {
    std::fputs(
        "prep sim: no memory for the stacks of the CUDA threads; use smaller blocks or PREP_SIM_WORKERS=1\n",
        stderr);
    _exit(3);
  }
  chunks_.push_back(chunk);
  free_.reserve(chunks_.size() * kPerChunk);
  for (std::size_t i = kPerChunk; i-- > 0;) {
    char* stack = static_cast<char*>(chunk) + i * kStride + kGuardBytes;
    if (guarded) mprotect(stack, kStackBytes, PROT_READ | PROT_WRITE);
    free_.push_back(stack);
  }
}

}  // namespace prep::sim
