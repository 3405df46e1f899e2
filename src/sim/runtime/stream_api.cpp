// cudaStream… and host functions in streams.
#include <prep/sim/runtime_device.h>
#include <prep/sim/runtime_streams.h>

#include "sim/runtime/errors.h"
#include "sim/runtime/events.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

extern "C" {

cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned flags, int priority) {
  const Locked lock(runtime_mutex());
  if (stream == nullptr || flags > cudaStreamNonBlocking) return returned(cudaErrorInvalidValue);
  *stream = create_stream(
      flags == cudaStreamNonBlocking ? prep_sim_stream_kind::non_blocking : prep_sim_stream_kind::blocking,
      priority);
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
  destroy_stream(stream);
  return returned(cudaSuccess);
}

cudaError_t cudaStreamSynchronize(cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  run_stream(*stream);
  return returned(cudaSuccess);
}

// Each question lets one operation run, so that a loop that polls comes to its end.
cudaError_t cudaStreamQuery(cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (stream->queue.empty()) return returned(cudaSuccess);
  run_one(*stream);
  return returned(cudaErrorNotReady);
}

cudaError_t cudaStreamWaitEvent(cudaStream_t handle, cudaEvent_t event, unsigned) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr || !event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  if (event->record != nullptr) enqueue_wait(*stream, event->record);
  return returned(cudaSuccess);
}

cudaError_t cudaLaunchHostFunc(cudaStream_t handle, cudaHostFn_t function, void* data) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (function == nullptr) return returned(cudaErrorInvalidValue);
  enqueue(*stream, [function, data] { function(data); });
  return returned(cudaSuccess);
}

cudaError_t cudaStreamAddCallback(cudaStream_t handle, cudaStreamCallback_t callback, void* data, unsigned) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (callback == nullptr) return returned(cudaErrorInvalidValue);
  enqueue(*stream, [handle, callback, data] { callback(handle, cudaSuccess, data); });
  return returned(cudaSuccess);
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

cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest) {
  if (least != nullptr) *least = 0;
  if (greatest != nullptr) *greatest = -5;
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceSynchronize(void) {
  const Locked lock(runtime_mutex());
  run_everything();
  return returned(cudaSuccess);
}
}
