#include "sim/runtime/devices.h"

#include <algorithm>
#include <cstdlib>

namespace prep::sim {
namespace {
thread_local int current = 0;
}

int device_count() {
  static const int count = [] {
    const char* const text = std::getenv("PREP_SIM_GPUS");
    return text == nullptr ? 1 : std::clamp(std::atoi(text), 1, kMaxDevices);
  }();
  return count;
}

bool device_exists(int device) { return device >= 0 && device < device_count(); }

Device& device(int number) {
  static Device* const all = new Device[kMaxDevices];
  return all[number];
}

int current_device() { return current; }
void set_current_device(int device) { current = device; }

bool may_access(int from, int owner) { return from == owner || device(from).peer[owner]; }

}  // namespace prep::sim
