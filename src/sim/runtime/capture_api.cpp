// cudaStreamBeginCapture and kin.
#include <prep/sim/runtime_graphs.h>

#include "sim/runtime/capture.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {
cudaStreamCaptureStatus status_of(const Stream& stream) {
  if (!capturing(stream)) return cudaStreamCaptureStatusNone;
  return stream.capture->invalidated ? cudaStreamCaptureStatusInvalidated : cudaStreamCaptureStatusActive;
}
}  // namespace

extern "C" {

cudaError_t cudaStreamBeginCapture(cudaStream_t handle, cudaStreamCaptureMode mode) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (mode < cudaStreamCaptureModeGlobal || mode > cudaStreamCaptureModeRelaxed)
    return returned(cudaErrorInvalidValue);
  return returned(begin_capture(*stream, mode));
}

cudaError_t cudaStreamEndCapture(cudaStream_t handle, cudaGraph_t* graph) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (graph == nullptr) return returned(cudaErrorInvalidValue);
  return returned(end_capture(*stream, graph));
}

cudaError_t cudaStreamIsCapturing(cudaStream_t handle, cudaStreamCaptureStatus* status) {
  return cudaStreamGetCaptureInfo(handle, status);
}

cudaError_t cudaStreamGetCaptureInfo(cudaStream_t handle, cudaStreamCaptureStatus* status,
                                     unsigned long long* id, cudaGraph_t* graph,
                                     const cudaGraphNode_t** dependencies, size_t* count) {
  const Locked lock(runtime_mutex());
  const Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (status == nullptr) return returned(cudaErrorInvalidValue);
  const cudaError_t usable = usable_stream(*stream);
  if (usable != cudaSuccess) return returned(usable);
  *status = status_of(*stream);
  if (*status != cudaStreamCaptureStatusActive) return returned(cudaSuccess);
  if (id != nullptr) *id = stream->capture->id;
  if (graph != nullptr) *graph = stream->capture->graph;
  if (dependencies != nullptr) *dependencies = stream->captured_last.data();
  if (count != nullptr) *count = stream->captured_last.size();
  return returned(cudaSuccess);
}

cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode* mode) {
  if (mode == nullptr || *mode < cudaStreamCaptureModeGlobal || *mode > cudaStreamCaptureModeRelaxed)
    return returned(cudaErrorInvalidValue);
  *mode = exchange_thread_mode(*mode);
  return returned(cudaSuccess);
}
}
