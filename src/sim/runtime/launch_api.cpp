// prep_launch: from the learner's `<<<>>>` to the queue.
#include <prep/sim/runtime_device.h>

#include <cstdlib>
#include <memory>
#include <new>

#include "sim/engine/launch.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/functions.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

constexpr std::size_t kFrameAlignment = 64;

thread_local cudaError_t last_launch_error = cudaSuccess;

// The captured arguments of one launch; destroyed with the operation that runs it.
struct Frame {
  void (*destroy)(void*);
  void* memory;
  Frame(void (*destroy_)(void*), void* memory_) : destroy(destroy_), memory(memory_) {}
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame() {
    destroy(memory);
    std::free(memory);
  }
};

cudaError_t check(const LaunchRequest& request, const void* function, const Stream* stream) {
  if (stream == nullptr) return cudaErrorInvalidResourceHandle;
  const cudaError_t error = validate(request);
  if (error != cudaSuccess) return error;
  return request.shared_bytes > shared_limit(function) ? cudaErrorInvalidValue : cudaSuccess;
}

}  // namespace

extern "C" {

void* prep_frame(size_t bytes) {
  void* const memory =
      std::aligned_alloc(kFrameAlignment, (bytes + kFrameAlignment - 1) / kFrameAlignment * kFrameAlignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void prep_launch(const prep_launch_config* config, const char* kernel, const void* function,
                 void (*body)(void*), void (*destroy)(void*), void* frame, size_t frame_bytes) {
  const Locked lock(runtime_mutex());
  auto owned = std::make_shared<Frame>(destroy, frame);
  Stream* const stream = stream_of(config->stream);
  LaunchRequest request;
  request.grid = config->grid;
  request.block = config->block;
  request.shared_bytes = config->shared_bytes;
  request.shared_limit = shared_limit(function);
  request.body = body;
  request.frame = frame;
  request.frame_bytes = frame_bytes;
  request.kernel = kernel;
  request.file = config->file;
  request.line = config->line;
  request.cooperative = config->cooperative != 0;
  last_launch_error = returned(check(request, function, stream));
  if (last_launch_error != cudaSuccess) return;
  enqueue(*stream, [request, owned] {
    const cudaError_t error = execute(request);
    if (error != cudaSuccess) set_sticky(error);
  });
}

cudaError_t prep_last_launch_error(void) { return last_launch_error; }
}
