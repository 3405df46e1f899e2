// The host threads that run blocks: started on first use, parked between launches.
#pragma once
#include <functional>

namespace prep::sim {

// Runs `work` on `count` host threads at once, the caller being one of them; returns when all have finished.
void with_workers(int count, const std::function<void()>& work);

}  // namespace prep::sim
