// Stream capture: work of a capturing stream becomes nodes of a graph, and calls that a capture forbids fail
// as CUDA's do, most of them invalidating the capture. Guarded by the runtime's lock.
#pragma once
#include <prep/sim/runtime_graphs.h>

#include <memory>
#include <thread>
#include <vector>

#include "sim/runtime/queue.h"

namespace prep::sim {

struct Capture {
  cudaGraph_t graph = nullptr;
  Stream* origin = nullptr;
  cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal;
  std::thread::id thread;
  unsigned long long id = 0;
  bool active = true;  // between begin and end
  bool invalidated = false;
};

inline bool capturing(const Stream& stream) { return stream.capture != nullptr; }

cudaError_t begin_capture(Stream& stream, cudaStreamCaptureMode mode);
cudaError_t end_capture(Stream& stream, cudaGraph_t* graph);

// Adds a node behind what the stream has captured so far.
cudaError_t capture_work(Stream& stream, Work work);
// The stream goes on behind these nodes as well; a stream outside joins the capture.
cudaError_t join_capture(Stream& stream, const std::shared_ptr<Capture>& capture,
                         const std::vector<cudaGraphNode_t>& nodes);
void invalidate(Capture& capture);

// cudaSuccess where this stream may be used now: the legacy stream may not while a blocking stream captures.
cudaError_t usable_stream(const Stream& stream);
// The same for calls that wait for the legacy stream, such as cudaMemcpy.
cudaError_t forbidden_while_capturing();
// For calls that a capture of this thread, or a global one of another, forbids: cudaMalloc and kin.
cudaError_t unsafe_while_capturing();
// For calls that wait for the whole device.
cudaError_t device_wait_while_capturing();

cudaStreamCaptureMode exchange_thread_mode(cudaStreamCaptureMode mode);

}  // namespace prep::sim
