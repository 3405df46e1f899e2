#include "sim/runtime/capture.h"

#include <algorithm>
#include <set>
#include <utility>

#include "sim/runtime/devices.h"
#include "sim/runtime/graph.h"

namespace prep::sim {
namespace {

thread_local cudaStreamCaptureMode thread_mode = cudaStreamCaptureModeGlobal;

std::vector<std::shared_ptr<Capture>>& captures() {
  static auto* const only = new std::vector<std::shared_ptr<Capture>>;
  return *only;
}

// Nodes that nothing of the origin stream depends on: work that was forked and never joined.
bool has_unjoined(const Capture& capture) {
  std::set<cudaGraphNode_t> joined;
  std::vector<cudaGraphNode_t> open = capture.origin->captured_last;
  while (!open.empty()) {
    const cudaGraphNode_t node = open.back();
    open.pop_back();
    if (joined.insert(node).second) open.insert(open.end(), node->after.begin(), node->after.end());
  }
  return std::any_of(capture.graph->nodes.begin(), capture.graph->nodes.end(),
                     [&](const auto& node) { return joined.count(node.get()) == 0; });
}

void release_streams(const std::shared_ptr<Capture>& capture) {
  for (Stream* const s : created_streams()) {
    if (s->capture != capture) continue;
    s->capture = nullptr;
    s->captured_last.clear();
  }
  capture->active = false;
  std::erase(captures(), capture);
}

bool blocks_legacy(const Capture& capture) {
  for (const Stream* const s : created_streams())
    if (s->capture.get() == &capture && s->kind == prep_sim_stream_kind::blocking &&
        s->device == current_device())
      return true;
  return false;
}

}  // namespace

void invalidate(Capture& capture) { capture.invalidated = true; }

cudaError_t begin_capture(Stream& stream, cudaStreamCaptureMode mode) {
  if (stream.kind == prep_sim_stream_kind::legacy) return cudaErrorStreamCaptureUnsupported;
  if (capturing(stream)) return cudaErrorIllegalState;
  static unsigned long long ids = 0;
  auto capture = std::make_shared<Capture>();
  capture->graph = new_graph();
  capture->origin = &stream;
  capture->mode = mode;
  capture->thread = std::this_thread::get_id();
  capture->id = ++ids;
  stream.capture = capture;
  stream.captured_last.clear();
  captures().push_back(std::move(capture));
  return cudaSuccess;
}

cudaError_t end_capture(Stream& stream, cudaGraph_t* graph) {
  *graph = nullptr;
  if (!capturing(stream)) return cudaErrorIllegalState;
  const std::shared_ptr<Capture> capture = stream.capture;
  if (capture->origin != &stream) {
    invalidate(*capture);
    return cudaErrorStreamCaptureUnmatched;
  }
  if (capture->mode != cudaStreamCaptureModeRelaxed && capture->thread != std::this_thread::get_id())
    return cudaErrorStreamCaptureWrongThread;
  const cudaError_t error = capture->invalidated     ? cudaErrorStreamCaptureInvalidated
                            : has_unjoined(*capture) ? cudaErrorStreamCaptureUnjoined
                                                     : cudaSuccess;
  release_streams(capture);
  if (error == cudaSuccess)
    *graph = capture->graph;
  else
    delete_graph(capture->graph);
  return error;
}

cudaError_t capture_work(Stream& stream, Work work) {
  Capture& capture = *stream.capture;
  if (capture.invalidated) return cudaErrorStreamCaptureInvalidated;
  cudaGraphNode_t const node = add_node(*capture.graph, std::move(work), stream.captured_last);
  stream.captured_last = {node};
  return cudaSuccess;
}

cudaError_t join_capture(Stream& stream, const std::shared_ptr<Capture>& capture,
                         const std::vector<cudaGraphNode_t>& nodes) {
  if (!capturing(stream)) {
    if (stream.kind == prep_sim_stream_kind::legacy) {
      invalidate(*capture);
      return cudaErrorStreamCaptureImplicit;
    }
    stream.capture = capture;
    stream.captured_last = nodes;
    return cudaSuccess;
  }
  if (stream.capture != capture) {
    invalidate(*capture);
    invalidate(*stream.capture);
    return cudaErrorStreamCaptureMerge;
  }
  if (capture->invalidated) return cudaErrorStreamCaptureInvalidated;
  for (const cudaGraphNode_t node : nodes)
    if (std::find(stream.captured_last.begin(), stream.captured_last.end(), node) ==
        stream.captured_last.end())
      stream.captured_last.push_back(node);
  return cudaSuccess;
}

cudaError_t usable_stream(const Stream& stream) {
  return stream.kind == prep_sim_stream_kind::legacy ? forbidden_while_capturing() : cudaSuccess;
}

cudaError_t forbidden_while_capturing() {
  cudaError_t error = cudaSuccess;
  for (const auto& capture : captures()) {
    if (!blocks_legacy(*capture)) continue;
    invalidate(*capture);
    error = cudaErrorStreamCaptureImplicit;
  }
  return error;
}

cudaError_t unsafe_while_capturing() {
  if (thread_mode == cudaStreamCaptureModeRelaxed) return cudaSuccess;
  cudaError_t error = cudaSuccess;
  for (const auto& capture : captures()) {
    const bool mine = capture->thread == std::this_thread::get_id();
    const bool forbids =
        mine ? capture->mode != cudaStreamCaptureModeRelaxed
             : capture->mode == cudaStreamCaptureModeGlobal && thread_mode == cudaStreamCaptureModeGlobal;
    if (!forbids) continue;
    invalidate(*capture);
    error = cudaErrorStreamCaptureUnsupported;
  }
  return error;
}

cudaError_t device_wait_while_capturing() {
  cudaError_t error = cudaSuccess;
  for (const Stream* const s : created_streams()) {
    if (s->device != current_device() || !capturing(*s)) continue;
    invalidate(*s->capture);
    error = cudaErrorStreamCaptureUnsupported;
  }
  return error;
}

cudaStreamCaptureMode exchange_thread_mode(cudaStreamCaptureMode mode) {
  return std::exchange(thread_mode, mode);
}

}  // namespace prep::sim
