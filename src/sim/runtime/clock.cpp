#include <prep/sim/abi.h>

#include <chrono>

extern "C" int64_t prep_clock(void) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
