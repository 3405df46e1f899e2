// prep_launch and its kin: from the learner's `<<<>>>` to the queue.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>

#include "sim/runtime/capture.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/functions.h"
#include "sim/runtime/kernel_work.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

// A stream holds so many operations; then a launch waits for the oldest, as on a GPU.
constexpr std::size_t kDeepest = 1024;

// Room for the owner ahead of the arguments; arguments are aligned to this at most.
constexpr std::size_t kOwnerBytes = 64;

template <class T>
struct AheadOfFrame {
  using value_type = T;
  void* frame;
  explicit AheadOfFrame(void* frame_) : frame(frame_) {}
  template <class U>
  explicit(false) AheadOfFrame(const AheadOfFrame<U>& other) : frame(other.frame) {}
  T* allocate(std::size_t) {
    static_assert(sizeof(T) <= kOwnerBytes);
    return reinterpret_cast<T*>(static_cast<char*>(frame) - kOwnerBytes);
  }
  void deallocate(T* owner, std::size_t) { std::free(owner); }
  template <class U>
  bool operator==(const AheadOfFrame<U>& other) const {
    return frame == other.frame;
  }
};

cudaError_t check(const LaunchRequest& request, const void* function, const Stream* stream) {
  if (stream == nullptr || stream->device != current_device()) return cudaErrorInvalidResourceHandle;
  return check_kernel(request, function);
}

}  // namespace

namespace prep::sim {

std::shared_ptr<Frame> own_frame(void (*destroy)(void*), void* memory) {
  return std::allocate_shared<Frame>(AheadOfFrame<Frame>(memory), destroy, memory);
}

cudaError_t check_kernel(const LaunchRequest& request, const void* function) {
  const dim3 b = request.block, g = request.grid;
  const cudaError_t error = validate(request);
  if (error != cudaSuccess) return error;
  const auto threads = static_cast<int>(b.x * b.y * b.z);
  if (threads > max_threads(function)) return cudaErrorInvalidValue;
  if (!request.cooperative) return cudaSuccess;
  const std::uint64_t room =
      static_cast<std::uint64_t>(resident_blocks(function, threads, request.shared_bytes)) *
      PREP_SIM_MULTIPROCESSORS;
  return std::uint64_t{g.x} * g.y * g.z > room ? cudaErrorCooperativeLaunchTooLarge : cudaSuccess;
}

KernelWork kernel_work(const prep_launch_config& config, const char* kernel, const void* function,
                       void (*body)(void*), std::size_t frame_bytes, std::shared_ptr<Frame> frame) {
  KernelWork work;
  LaunchRequest& request = work.request;
  request.grid = config.grid;
  request.block = config.block;
  request.shared_bytes = config.shared_bytes;
  request.shared_limit = shared_limit(function);
  request.body = body;
  request.loops = true;
  request.frame = frame == nullptr ? nullptr : frame->memory;
  request.frame_bytes = frame_bytes;
  request.kernel = kernel;
  request.file = config.file;
  request.line = config.line;
  request.cooperative = config.cooperative != 0;
  work.function = function;
  work.frame = std::move(frame);
  return work;
}

cudaError_t bind_kernel(const prep_launch_config& config, const void* function, void** arguments,
                        KernelWork& work) {
  const prep_kernel_kind* const kind = kernel_kind(function);
  if (kind == nullptr) return cudaErrorInvalidDeviceFunction;
  auto frame = own_frame(kind->destroy, kind->bind(function, arguments));
  work =
      kernel_work(config, kernel_name(function), function, kind->body, kind->frame_bytes, std::move(frame));
  return cudaSuccess;
}

}  // namespace prep::sim

namespace {

cudaError_t put(const prep_launch_config& config, KernelWork work) {
  Stream* const stream = stream_of(config.stream);
  cudaError_t error = check(work.request, work.function, stream);
  if (error == cudaSuccess && !capturing(*stream)) error = usable_stream(*stream);
  if (error == cudaSuccess && capturing(*stream)) return returned(capture_work(*stream, std::move(work)));
  error = returned(error);
  if (error != cudaSuccess) return error;
  enqueue(*stream, std::move(work));
  if (stream->queue.size() > kDeepest) run_one(*stream);
  return error;
}

}  // namespace

extern "C" {

void* prep_frame(size_t bytes, size_t alignment) {
  bytes += kOwnerBytes;
  void* const memory =
      alignment <= alignof(std::max_align_t)
          ? std::malloc(bytes)
          : std::aligned_alloc(kOwnerBytes, (bytes + kOwnerBytes - 1) / kOwnerBytes * kOwnerBytes);
  if (memory == nullptr) throw std::bad_alloc();
  return static_cast<char*>(memory) + kOwnerBytes;
}

void prep_launch(const prep_launch_config* config, const char* kernel, const void* function,
                 void (*body)(void*), void (*destroy)(void*), void* frame, size_t frame_bytes) {
  const Locked lock(runtime_mutex());
  auto owned = own_frame(destroy, frame);
  const cudaError_t error =
      put(*config, kernel_work(*config, kernel, function, body, frame_bytes, std::move(owned)));
  // Launches by call give their error back; of this one the program only hears when it asks, or from the
  // capture that it spoils.
  const bool told = error >= cudaErrorStreamCaptureUnsupported && error <= cudaErrorStreamCaptureWrongThread;
  if (error != cudaSuccess && !told && sticky() == cudaSuccess)
    note_failed_launch(error, kernel, config->file, config->line);
}

cudaError_t prep_launch_by_address(const prep_launch_config* config, const void* function, void** arguments) {
  const Locked lock(runtime_mutex());
  KernelWork work;
  const cudaError_t error = bind_kernel(*config, function, arguments, work);
  if (error != cudaSuccess) return returned(error);
  return put(*config, std::move(work));
}

cudaError_t prep_launch_with_attributes(const cudaLaunchConfig_t* config, const char* file, int line,
                                        const void* function, void** arguments) {
  if (config == nullptr) return returned(cudaErrorInvalidValue);
  prep_launch_config plain = {
      config->gridDim, config->blockDim, config->dynamicSmemBytes, config->stream, file, line, 0};
  for (unsigned i = 0; i < config->numAttrs; ++i) {
    const cudaLaunchAttribute& attribute = config->attrs[i];
    if (attribute.id == cudaLaunchAttributeCooperative) plain.cooperative = attribute.val.cooperative;
    if (attribute.id != cudaLaunchAttributeClusterDimension) continue;  // hints
    const auto& cluster = attribute.val.clusterDim;
    if (cluster.x * cluster.y * cluster.z != 1) {
      std::fprintf(stderr,
                   "%s:%d: prep sim: clusters of several blocks are not simulated: cudaErrorNotSupported\n",
                   file, line);
      return returned(cudaErrorNotSupported);
    }
  }
  return prep_launch_by_address(&plain, function, arguments);
}
}
