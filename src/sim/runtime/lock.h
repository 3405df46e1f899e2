// One lock for the runtime's state. Recursive: a host function that the queue runs may call back.
#pragma once
#include <mutex>

namespace prep::sim {

std::recursive_mutex& runtime_mutex();
using Locked = std::lock_guard<std::recursive_mutex>;

}  // namespace prep::sim
