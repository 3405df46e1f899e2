// cudaStream… and host functions in streams.
#include <prep/sim/runtime_device.h>
#include <prep/sim/runtime_streams.h>

#include <algorithm>

#include "sim/check/hooks.h"
#include "sim/runtime/capture.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/events.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

constexpr int kGreatestPriority = -5;

// Queues or captures; legacy streams may be forbidden.
cudaError_t put(cudaStream_t handle, Work work) {
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return cudaErrorInvalidResourceHandle;
  if (capturing(*stream)) return capture_work(*stream, std::move(work));
  const cudaError_t usable = usable_stream(*stream);
  if (usable == cudaSuccess) enqueue(*stream, std::move(work));
  return usable;
}

cudaError_t refuse_capturing(const Stream& stream) {
  if (!capturing(stream)) return usable_stream(stream);
  if (stream.capture->invalidated) return cudaErrorStreamCaptureInvalidated;
  invalidate(*stream.capture);
  return cudaErrorStreamCaptureUnsupported;
}

}  // namespace

extern "C" {

cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned flags, int priority) {
  const Locked lock(runtime_mutex());
  if (stream == nullptr || flags > cudaStreamNonBlocking) return returned(cudaErrorInvalidValue);
  if (sticky() != cudaSuccess) return returned(cudaSuccess);
  *stream = create_stream(
      flags == cudaStreamNonBlocking ? prep_sim_stream_kind::non_blocking : prep_sim_stream_kind::blocking,
      std::clamp(priority, kGreatestPriority, 0));
  return returned(cudaSuccess);
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) {
  return cudaStreamCreateWithPriority(stream, flags, 0);
}

cudaError_t cudaStreamCreate(cudaStream_t* stream) {
  return cudaStreamCreateWithPriority(stream, cudaStreamDefault, 0);
}

cudaError_t cudaStreamDestroy(cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr || handle == nullptr || handle == cudaStreamLegacy || handle == cudaStreamPerThread)
    return returned(cudaErrorInvalidResourceHandle);
  if (capturing(*stream)) {
    invalidate(*stream->capture);
    stream->capture = nullptr;
  }
  destroy_stream(stream);
  return returned(cudaSuccess);
}

cudaError_t cudaStreamSynchronize(cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  const cudaError_t refused = refuse_capturing(*stream);
  if (refused != cudaSuccess) return returned(refused);
  // The legacy stream stands for all blocking streams: who waits for it waits for them.
  run_stream(*stream);
  return returned(cudaSuccess);
}

// Each question lets one operation run, so that a loop that polls comes to its end.
cudaError_t cudaStreamQuery(cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  const cudaError_t refused = refuse_capturing(*stream);
  if (refused != cudaSuccess) return returned(refused);
  if (stream->queue.empty() && checking()) host_has_seen(stream->order.done);
  if (stream->queue.empty()) return returned(cudaSuccess);
  run_one(*stream);
  return returned(cudaErrorNotReady);
}

cudaError_t cudaStreamWaitEvent(cudaStream_t handle, cudaEvent_t event, unsigned flags) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr || !event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  if (flags > cudaEventWaitExternal) return returned(cudaErrorInvalidValue);
  if (capturing(*stream) && flags == cudaEventWaitExternal)
    return returned(capture_work(*stream, WaitWork{nullptr, event}));
  if (event->capture != nullptr) {
    if (!event->capture->active) return returned(cudaErrorCapturedEvent);
    return returned(join_capture(*stream, event->capture, event->captured));
  }
  if (capturing(*stream)) {
    if (event->record == nullptr) return returned(cudaSuccess);
    invalidate(*stream->capture);
    return returned(cudaErrorStreamCaptureIsolation);
  }
  const cudaError_t usable = usable_stream(*stream);
  if (usable == cudaSuccess && event->record != nullptr) enqueue(*stream, WaitWork{event->record, nullptr});
  return returned(usable);
}

cudaError_t cudaLaunchHostFunc(cudaStream_t handle, cudaHostFn_t function, void* data) {
  const Locked lock(runtime_mutex());
  if (function == nullptr) return returned(cudaErrorInvalidValue);
  return returned(put(handle, HostWork{function, data}));
}

cudaError_t cudaStreamAddCallback(cudaStream_t handle, cudaStreamCallback_t callback, void* data,
                                  unsigned flags) {
  const Locked lock(runtime_mutex());
  if (callback == nullptr || flags != 0) return returned(cudaErrorInvalidValue);
  const Stream* const stream = stream_of(handle);
  if (stream != nullptr && capturing(*stream)) return returned(refuse_capturing(*stream));
  return returned(put(handle, CallbackWork{callback, handle, data}));
}

cudaError_t cudaStreamGetFlags(cudaStream_t handle, unsigned* flags) {
  const Locked lock(runtime_mutex());
  const Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (flags == nullptr) return returned(cudaErrorInvalidValue);
  *flags = stream->kind == prep_sim_stream_kind::non_blocking ? cudaStreamNonBlocking : cudaStreamDefault;
  return returned(cudaSuccess);
}

cudaError_t cudaStreamGetPriority(cudaStream_t handle, int* priority) {
  const Locked lock(runtime_mutex());
  const Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (priority == nullptr) return returned(cudaErrorInvalidValue);
  *priority = stream->priority;
  return returned(cudaSuccess);
}

cudaError_t cudaStreamGetId(cudaStream_t handle, unsigned long long* id) {
  const Locked lock(runtime_mutex());
  const Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (id == nullptr) return returned(cudaErrorInvalidValue);
  *id = stream->id;
  return returned(cudaSuccess);
}

cudaError_t cudaStreamGetDevice(cudaStream_t handle, int* device) {
  const Locked lock(runtime_mutex());
  const Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (device == nullptr) return returned(cudaErrorInvalidValue);
  *device = stream->device;
  return returned(cudaSuccess);
}

cudaError_t cudaStreamSetAttribute(cudaStream_t handle, cudaStreamAttrID attribute,
                                   const cudaStreamAttrValue* value) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (value == nullptr) return returned(cudaErrorInvalidValue);
  if (attribute == cudaLaunchAttributeAccessPolicyWindow)
    stream->window = *value;
  else if (attribute == cudaLaunchAttributeSynchronizationPolicy)
    stream->policy = *value;
  else if (attribute == cudaLaunchAttributePriority)
    stream->priority = std::clamp(value->priority, kGreatestPriority, 0);
  else
    return returned(cudaErrorInvalidValue);
  return returned(cudaSuccess);
}

cudaError_t cudaStreamGetAttribute(cudaStream_t handle, cudaStreamAttrID attribute,
                                   cudaStreamAttrValue* value) {
  const Locked lock(runtime_mutex());
  const Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (value == nullptr) return returned(cudaErrorInvalidValue);
  if (attribute == cudaLaunchAttributeAccessPolicyWindow)
    *value = stream->window;
  else if (attribute == cudaLaunchAttributeSynchronizationPolicy)
    *value = stream->policy;
  else if (attribute == cudaLaunchAttributePriority)
    value->priority = stream->priority;
  else
    return returned(cudaErrorInvalidValue);
  return returned(cudaSuccess);
}

cudaError_t cudaStreamCopyAttributes(cudaStream_t to, cudaStream_t from) {
  const Locked lock(runtime_mutex());
  Stream* const target = stream_of(to);
  const Stream* const source = stream_of(from);
  if (target == nullptr || source == nullptr) return returned(cudaErrorInvalidResourceHandle);
  target->window = source->window;
  target->policy = source->policy;
  return returned(cudaSuccess);
}

cudaError_t cudaCtxResetPersistingL2Cache(void) { return returned(cudaSuccess); }

cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest) {
  if (least != nullptr) *least = 0;
  if (greatest != nullptr) *greatest = kGreatestPriority;
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceSynchronize(void) {
  const Locked lock(runtime_mutex());
  const cudaError_t refused = device_wait_while_capturing();
  if (refused != cudaSuccess) return returned(refused);
  run_device();
  return returned(cudaSuccess);
}
}
