// Stacks for CUDA threads: 256 KB each, mapped lazily, a guard below. One pool per host thread, not
// thread-safe. A stack is the thread's local memory; running into the guard is reported as such (faults.cpp).
#pragma once
#include <cstddef>
#include <vector>

namespace prep::sim {

inline constexpr std::size_t kStackBytes = 256 << 10;
inline constexpr std::size_t kGuardBytes = 64 << 10;

class StackPool {
 public:
  StackPool() = default;
  ~StackPool();
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;

  // The lowest usable byte of a stack. Ends the process with a sentence when the system gives no memory.
  char* take() {
    if (free_.empty()) grow();
    char* stack = free_.back();
    free_.pop_back();
    return stack;
  }
  void give(char* stack) { free_.push_back(stack); }

 private:
  void grow();
  std::vector<char*> free_;
  std::vector<void*> chunks_;
};

}  // namespace prep::sim
