// cudaEvent…
#include <prep/sim/runtime_streams.h>

#include <chrono>
#include <set>

#include "sim/runtime/errors.h"
#include "sim/runtime/events.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {
std::set<cudaEvent_t>& events() {
  static auto* const only = new std::set<cudaEvent_t>;
  return *only;
}
}  // namespace

bool prep::sim::event_exists(cudaEvent_t event) { return events().count(event) != 0; }

extern "C" {

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (event == nullptr) return returned(cudaErrorInvalidValue);
  *event = new prep_sim_event{(flags & cudaEventDisableTiming) == 0, nullptr};
  events().insert(*event);
  return returned(cudaSuccess);
}

cudaError_t cudaEventCreate(cudaEvent_t* event) { return cudaEventCreateWithFlags(event, cudaEventDefault); }

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (events().erase(event) == 0) return returned(cudaErrorInvalidResourceHandle);
  delete event;
  return returned(cudaSuccess);
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr || !event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  event->record = enqueue_record(*stream);
  return returned(cudaSuccess);
}

cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t stream, unsigned) {
  return cudaEventRecord(event, stream);
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (!event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  const auto record = event->record;
  if (record != nullptr && !record->done) run_until(*record->stream, record->sequence);
  return returned(cudaSuccess);
}

// As cudaStreamQuery: each question lets one operation run.
cudaError_t cudaEventQuery(cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (!event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  const auto record = event->record;
  if (record == nullptr || record->done) return returned(cudaSuccess);
  run_one(*record->stream);
  return returned(cudaErrorNotReady);
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t stop) {
  const Locked lock(runtime_mutex());
  if (!event_exists(start) || !event_exists(stop)) return returned(cudaErrorInvalidResourceHandle);
  if (milliseconds == nullptr) return returned(cudaErrorInvalidValue);
  if (!start->timing || !stop->timing || start->record == nullptr || stop->record == nullptr)
    return returned(cudaErrorInvalidResourceHandle);
  if (!start->record->done || !stop->record->done) return returned(cudaErrorNotReady);
  *milliseconds = std::chrono::duration<float, std::milli>(stop->record->at - start->record->at).count();
  return returned(cudaSuccess);
}
}
