// Plain C++: all memory is the heap's, every call is complete when it returns.
#include <cstdlib>
#include <cstring>
#include <string>

#include "runner/device.h"
#include "runner/inability.h"

namespace prep::runner {

void* allocate(Space, int, std::size_t bytes) {
  void* address = nullptr;
  // Exact, so that a sanitizer sees what runs past the guards.
  if (posix_memalign(&address, 256, bytes == 0 ? 1 : bytes) != 0)
    throw Inability("no memory for a buffer of " + std::to_string(bytes) + " bytes");
  return address;
}

void release(Space, int, void* address) { std::free(address); }

void copy_in(Space, int, void* to, const void* from, std::size_t bytes) {
  if (bytes != 0) std::memcpy(to, from, bytes);
}

void copy_out(Space, int, void* to, const void* from, std::size_t bytes) {
  if (bytes != 0) std::memcpy(to, from, bytes);
}

void fill_bytes(Space, int, void* to, unsigned char value, std::size_t bytes) {
  std::memset(to, value, bytes);
}

DeviceError synchronise() { return {}; }

bool wants_guards(Space) { return true; }
void mark_unwritten(Space, void*, std::size_t) {}

void set_schedule(int) {}
void begin_case(const char*) {}
void end_run() {}

}  // namespace prep::runner
