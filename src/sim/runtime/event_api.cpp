// cudaEvent…
#include <prep/sim/runtime_streams.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "sim/check/hooks.h"
#include "sim/report/finding.h"
#include "sim/runtime/devices.h"
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

// An event that was last recorded in a capture stands for nodes, not for work that one could wait for.
cudaError_t refuse_captured(const prep_sim_event& event) {
  if (event.capture == nullptr) return cudaSuccess;
  if (event.capture->active) invalidate(*event.capture);
  return cudaErrorCapturedEvent;
}

void report_mistake(const void* caller, const char* message) {
  Finding finding;
  finding.kind = Kind::cuda_error;
  finding.here.pc = reinterpret_cast<std::uintptr_t>(caller);
  finding.message = message;
  finding.fix =
      "In this order: cudaEventRecord(start), the kernel, cudaEventRecord(stop), cudaEventSynchronize(stop), "
      "cudaEventElapsedTime.";
  record(std::move(finding));
}

void report_asked_early(const prep_sim_event& event) {
  if (event.asked_early != nullptr)
    report_mistake(
        event.asked_early,
        "cudaEventElapsedTime at {here} before the event was done: it returned cudaErrorNotReady, and the "
        "time is not set");
}

cudaError_t record_event(prep_sim_event& event, Stream& stream, unsigned flags) {
  if (flags > cudaEventRecordExternal) return cudaErrorInvalidValue;
  if (event.device != stream.device) return cudaErrorInvalidResourceHandle;
  if (capturing(stream)) {
    if (stream.capture->invalidated) return cudaErrorStreamCaptureInvalidated;
    if (flags == cudaEventRecordExternal) return capture_work(stream, RecordWork{nullptr, &event});
    event.capture = stream.capture;
    event.captured = stream.captured_last;
    return cudaSuccess;
  }
  const cudaError_t usable = usable_stream(stream);
  if (usable != cudaSuccess) return usable;
  event.capture = nullptr;
  event.record = enqueue_record(stream);
  return cudaSuccess;
}

}  // namespace

namespace prep::sim {

void report_times_asked_early() {
  for (const prep_sim_event* const event : events()) report_asked_early(*event);
}

bool event_exists(cudaEvent_t event) { return events().count(event) != 0; }

void destroy_events_of_current_device() {
  for (auto it = events().begin(); it != events().end();) {
    if ((*it)->device == current_device()) {
      delete *it;
      it = events().erase(it);
    } else {
      ++it;
    }
  }
}

}  // namespace prep::sim

extern "C" {

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags) {
  const Locked lock(runtime_mutex());
  constexpr unsigned kKnown = cudaEventBlockingSync | cudaEventDisableTiming | cudaEventInterprocess;
  if (event == nullptr || (flags & ~kKnown) != 0) return returned(cudaErrorInvalidValue);
  if ((flags & cudaEventInterprocess) != 0) return returned(cudaErrorNotSupported);
  if (sticky() != cudaSuccess) return returned(cudaSuccess);
  *event = new prep_sim_event;
  (*event)->timing = (flags & cudaEventDisableTiming) == 0;
  (*event)->device = current_device();
  events().insert(*event);
  return returned(cudaSuccess);
}

cudaError_t cudaEventCreate(cudaEvent_t* event) { return cudaEventCreateWithFlags(event, cudaEventDefault); }

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (events().erase(event) == 0) return returned(cudaErrorInvalidResourceHandle);
  report_asked_early(*event);
  delete event;
  return returned(cudaSuccess);
}

cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t handle, unsigned flags) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr || !event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  return returned(record_event(*event, *stream, flags));
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return cudaEventRecordWithFlags(event, stream, cudaEventRecordDefault);
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (!event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  const cudaError_t captured = refuse_captured(*event);
  if (captured != cudaSuccess) return returned(captured);
  const auto record = event->record;
  if (record != nullptr && !record->done) run_until(*record->stream, record->sequence);
  if (record != nullptr && checking()) host_has_seen(record->order);
  return returned(cudaSuccess);
}

// Each question lets one operation run, so that a loop that polls comes to its end.
cudaError_t cudaEventQuery(cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (!event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  const cudaError_t captured = refuse_captured(*event);
  if (captured != cudaSuccess) return returned(captured);
  const auto record = event->record;
  if (record != nullptr && record->done && checking()) host_has_seen(record->order);
  if (record == nullptr || record->done) return returned(cudaSuccess);
  run_one(*record->stream);
  return returned(cudaErrorNotReady);
}

cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t stop) {
  const Locked lock(runtime_mutex());
  if (!event_exists(start) || !event_exists(stop)) return returned(cudaErrorInvalidResourceHandle);
  if (milliseconds == nullptr) return returned(cudaErrorInvalidValue);
  if (start->device != stop->device) return returned(cudaErrorInvalidResourceHandle);
  for (const prep_sim_event* const e : {start, stop}) {
    const cudaError_t captured = refuse_captured(*e);
    if (captured != cudaSuccess) return returned(captured);
  }
  const void* const caller = __builtin_return_address(0);
  if (!start->timing || !stop->timing || start->record == nullptr || stop->record == nullptr) {
    if (start->timing && stop->timing)
      report_mistake(
          caller,
          "cudaEventElapsedTime at {here} with an event that was never recorded: the time is not set");
    return returned(cudaErrorInvalidResourceHandle);
  }
  if (!start->record->done || !stop->record->done) {
    stop->asked_early = caller;
    return returned(cudaErrorNotReady);
  }
  stop->asked_early = nullptr;
  const float elapsed =
      std::chrono::duration<float, std::milli>(stop->record->at - start->record->at).count();
  // Streams of one device run in any order here; a later record is never told to have come earlier.
  const bool later = stop->record->sequence > start->record->sequence;
  *milliseconds = later ? std::max(elapsed, 0.001f) : elapsed;
  return returned(cudaSuccess);
}
}
