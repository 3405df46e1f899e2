// What a cudaEvent_t points to.
#pragma once
#include <memory>
#include <vector>

#include "sim/runtime/capture.h"
#include "sim/runtime/queue.h"

struct prep_sim_event {
  bool timing = true;
  int device = 0;
  const void* asked_early =
      nullptr;  // by whom its time was asked for before it was done, and not again since
  std::shared_ptr<prep::sim::Record> record;    // the newest; null before the first
  std::shared_ptr<prep::sim::Capture> capture;  // last recorded in a capture: what it stands for there
  std::vector<cudaGraphNode_t> captured;
};

namespace prep::sim {
void report_times_asked_early();
bool event_exists(cudaEvent_t event);
void destroy_events_of_current_device();
}  // namespace prep::sim
