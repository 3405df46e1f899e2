// cudaMemcpy, cudaMemset and kin.
#include <prep/sim/runtime_copies.h>

#include "sim/runtime/allocations.h"
#include "sim/runtime/capture.h"
#include "sim/runtime/copies.h"
#include "sim/runtime/copy_boxes.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

// The synchronous functions return before a device-to-device copy has run, as CUDA's do.
When when_for_host(const void* to, const void* from) {
  const Place a = place_of(to), b = place_of(from);
  return a == Place::device && b == Place::device ? When::in_order : When::now;
}

// cudaMemset returns early as well, but not for memory that the host can see.
When when_for_fill(const void* to) { return place_of(to) == Place::device ? When::in_order : When::now; }

void note_variables_by_name(const void* to, const void* from, const void* caller) {
  note_variable_by_name(to, caller);
  note_variable_by_name(from, caller);
}

Copy plain(void* to, const void* from, std::size_t bytes) {
  return {static_cast<char*>(to), static_cast<const char*>(from), bytes};
}
Copy rows(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch, std::size_t width,
          std::size_t height) {
  return {static_cast<char*>(to), static_cast<const char*>(from), width, height, to_pitch, from_pitch};
}

cudaError_t copy_now(const Copy& c, cudaMemcpyKind kind, const void* caller) {
  const cudaError_t forbidden = forbidden_while_capturing();
  if (forbidden != cudaSuccess) return returned(forbidden);
  return returned(copy(c, kind, *stream_of(nullptr), when_for_host(c.to, c.from), caller));
}

cudaError_t copy_on(cudaStream_t handle, const Copy& c, cudaMemcpyKind kind, const void* caller) {
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  const cudaError_t usable = usable_stream(*stream);
  return returned(usable != cudaSuccess ? usable : copy(c, kind, *stream, When::in_order, caller));
}

cudaError_t fill_now(const Fill& f, const void* caller) {
  const cudaError_t forbidden = forbidden_while_capturing();
  if (forbidden != cudaSuccess) return returned(forbidden);
  return returned(fill(f, *stream_of(nullptr), when_for_fill(f.to), caller));
}

cudaError_t fill_on(cudaStream_t handle, const Fill& f, const void* caller) {
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  const cudaError_t usable = usable_stream(*stream);
  return returned(usable != cudaSuccess ? usable : fill(f, *stream, When::in_order, caller));
}

Fill bytes_of(void* pointer, int byte, std::size_t width, std::size_t height = 1, std::size_t pitch = 0) {
  return {static_cast<char*>(pointer), width, height, pitch, 1, 0, static_cast<unsigned char>(byte), 1};
}

Fill box_of(const cudaPitchedPtr& p, int byte, const cudaExtent& extent) {
  return {static_cast<char*>(p.ptr),
          extent.width,
          extent.height,
          p.pitch,
          extent.depth,
          p.pitch * p.ysize,
          static_cast<unsigned char>(byte),
          1};
}

bool pitch_fits(std::size_t width, std::size_t to_pitch, std::size_t from_pitch) {
  return width <= to_pitch && width <= from_pitch;
}

// The device that owns the memory; -1 where it is no device's alone.
int owner_of(const void* pointer) {
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(pointer));
  return a != nullptr && a->space == Space::device ? a->device : -1;
}

cudaError_t check_peers(const void* to, int to_device, const void* from, int from_device) {
  if (!device_exists(to_device) || !device_exists(from_device)) return cudaErrorInvalidDevice;
  const bool fits = (owner_of(to) < 0 || owner_of(to) == to_device) &&
                    (owner_of(from) < 0 || owner_of(from) == from_device);
  return fits ? cudaSuccess : cudaErrorInvalidValue;
}

}  // namespace

extern "C" {

cudaError_t cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
  const Locked lock(runtime_mutex());
  note_variables_by_name(to, from, __builtin_return_address(0));
  return copy_now(plain(to, from, bytes), kind, __builtin_return_address(0));
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  note_variables_by_name(to, from, __builtin_return_address(0));
  return copy_on(stream, plain(to, from, bytes), kind, __builtin_return_address(0));
}

cudaError_t cudaMemcpy2D(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                         size_t height, cudaMemcpyKind kind) {
  const Locked lock(runtime_mutex());
  if (!pitch_fits(width, to_pitch, from_pitch)) return returned(cudaErrorInvalidPitchValue);
  return copy_now(rows(to, to_pitch, from, from_pitch, width, height), kind, __builtin_return_address(0));
}

cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                              size_t height, cudaMemcpyKind kind, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (!pitch_fits(width, to_pitch, from_pitch)) return returned(cudaErrorInvalidPitchValue);
  return copy_on(stream, rows(to, to_pitch, from, from_pitch, width, height), kind,
                 __builtin_return_address(0));
}

cudaError_t cudaMemcpy3D(const cudaMemcpy3DParms* parameters) {
  const Locked lock(runtime_mutex());
  Copy c{};
  const cudaError_t error = box_copy(parameters, c);
  if (error != cudaSuccess) return returned(error);
  return copy_now(c, parameters->kind, __builtin_return_address(0));
}

cudaError_t cudaMemcpy3DAsync(const cudaMemcpy3DParms* parameters, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  Copy c{};
  const cudaError_t error = box_copy(parameters, c);
  if (error != cudaSuccess) return returned(error);
  return copy_on(stream, c, parameters->kind, __builtin_return_address(0));
}

cudaError_t cudaMemcpyPeer(void* to, int to_device, const void* from, int from_device, size_t bytes) {
  const Locked lock(runtime_mutex());
  const cudaError_t error = check_peers(to, to_device, from, from_device);
  if (error != cudaSuccess) return returned(error);
  // Both devices' earlier work comes first.
  for (const int d : {from_device, to_device}) {
    const OnDevice there(d);
    run_stream(legacy_stream());
  }
  return copy_now(plain(to, from, bytes), cudaMemcpyDefault, __builtin_return_address(0));
}

cudaError_t cudaMemcpyPeerAsync(void* to, int to_device, const void* from, int from_device, size_t bytes,
                                cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  const cudaError_t error = check_peers(to, to_device, from, from_device);
  if (error != cudaSuccess) return returned(error);
  return copy_on(stream, plain(to, from, bytes), cudaMemcpyDefault, __builtin_return_address(0));
}

cudaError_t cudaMemcpy3DPeer(const cudaMemcpy3DPeerParms* p) {
  if (p == nullptr) return returned(cudaErrorInvalidValue);
  const cudaMemcpy3DParms plain_form = {p->srcArray, p->srcPos, p->srcPtr, p->dstArray,
                                        p->dstPos,   p->dstPtr, p->extent, cudaMemcpyDefault};
  return cudaMemcpy3D(&plain_form);
}

cudaError_t cudaMemcpy3DPeerAsync(const cudaMemcpy3DPeerParms* p, cudaStream_t stream) {
  if (p == nullptr) return returned(cudaErrorInvalidValue);
  const cudaMemcpy3DParms plain_form = {p->srcArray, p->srcPos, p->srcPtr, p->dstArray,
                                        p->dstPos,   p->dstPtr, p->extent, cudaMemcpyDefault};
  return cudaMemcpy3DAsync(&plain_form, stream);
}

cudaError_t cudaMemset(void* pointer, int byte, size_t bytes) {
  const Locked lock(runtime_mutex());
  return fill_now(bytes_of(pointer, byte, bytes), __builtin_return_address(0));
}

cudaError_t cudaMemsetAsync(void* pointer, int byte, size_t bytes, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  return fill_on(stream, bytes_of(pointer, byte, bytes), __builtin_return_address(0));
}

cudaError_t cudaMemset2D(void* pointer, size_t pitch, int byte, size_t width, size_t height) {
  const Locked lock(runtime_mutex());
  if (width > pitch) return returned(cudaErrorInvalidValue);
  return fill_now(bytes_of(pointer, byte, width, height, pitch), __builtin_return_address(0));
}

cudaError_t cudaMemset2DAsync(void* pointer, size_t pitch, int byte, size_t width, size_t height,
                              cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (width > pitch) return returned(cudaErrorInvalidValue);
  return fill_on(stream, bytes_of(pointer, byte, width, height, pitch), __builtin_return_address(0));
}

cudaError_t cudaMemset3D(cudaPitchedPtr pointer, int byte, cudaExtent extent) {
  const Locked lock(runtime_mutex());
  return fill_now(box_of(pointer, byte, extent), __builtin_return_address(0));
}

cudaError_t cudaMemset3DAsync(cudaPitchedPtr pointer, int byte, cudaExtent extent, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  return fill_on(stream, box_of(pointer, byte, extent), __builtin_return_address(0));
}
}
