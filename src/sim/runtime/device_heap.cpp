// The heap of device code: first fit over a range of the program's own zeroed data, which the detectors leave
// alone and which costs nothing until it is used.
#include <prep/sim/abi.h>
#include <prep/sim/device_heap.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::size_t kHeapBytes = 256u << 20;
constexpr std::size_t kUnit = 16;

// Ahead of every piece; `bytes` counts the header and is a multiple of kUnit.
struct Piece {
  std::size_t bytes;
  Piece* next_free;
};
static_assert(sizeof(Piece) == kUnit);

alignas(64) char heap[kHeapBytes];
std::size_t used = 0;        // the heap beyond has never been handed out
Piece* free_list = nullptr;  // last freed first
std::atomic_flag busy;

// No fiber switches while it holds this: nothing in here calls the engine.
class Held {
 public:
  Held() {
    while (busy.test_and_set(std::memory_order_acquire)) {
    }
  }
  ~Held() { busy.clear(std::memory_order_release); }
};

bool from_heap(const void* memory) {
  return reinterpret_cast<std::uintptr_t>(memory) - reinterpret_cast<std::uintptr_t>(heap) < kHeapBytes;
}

}  // namespace

extern "C" void* prep_heap_allocate(size_t bytes) {
  if (prep_on_device() == 0) return std::malloc(bytes);
  if (bytes > kHeapBytes - sizeof(Piece) - kUnit) return nullptr;
  const std::size_t whole = (bytes + sizeof(Piece) + kUnit - 1) / kUnit * kUnit;
  const Held held;
  for (Piece** link = &free_list; *link != nullptr; link = &(*link)->next_free) {
    Piece* const piece = *link;
    if (piece->bytes < whole || piece->bytes > 2 * whole + 64) continue;
    *link = piece->next_free;
    return piece + 1;
  }
  if (whole > kHeapBytes - used) return nullptr;
  auto* const piece = reinterpret_cast<Piece*>(heap + used);
  used += whole;
  piece->bytes = whole;
  return piece + 1;
}

extern "C" void prep_heap_free(void* memory) {
  if (memory == nullptr) return;
  if (!from_heap(memory)) return std::free(memory);
  Piece* const piece = static_cast<Piece*>(memory) - 1;
  const Held held;
  piece->next_free = free_list;
  free_list = piece;
}
