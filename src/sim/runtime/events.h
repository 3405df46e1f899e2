// What a cudaEvent_t points to.
#pragma once
#include <memory>

#include "sim/runtime/queue.h"

struct prep_sim_event {
  bool timing = true;
  std::shared_ptr<prep::sim::Record> record;  // the newest; null before the first
};

namespace prep::sim {
bool event_exists(cudaEvent_t event);
}
