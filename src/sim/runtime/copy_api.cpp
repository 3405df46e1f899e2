// cudaMemcpy, cudaMemset and kin.
#include <prep/sim/runtime_memory.h>

#include "sim/runtime/copies.h"
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

Copy plain(void* to, const void* from, std::size_t bytes) {
  return {static_cast<char*>(to), static_cast<const char*>(from), bytes};
}

cudaError_t copy_on(cudaStream_t handle, const Copy& c, cudaMemcpyKind kind, When when, const void* caller) {
  Stream* const stream = stream_of(handle);
  return returned(stream == nullptr ? cudaErrorInvalidResourceHandle : copy(c, kind, *stream, when, caller));
}

cudaError_t fill_on(cudaStream_t handle, void* to, std::size_t pitch, int byte, std::size_t width,
                    std::size_t height, const void* caller) {
  Stream* const stream = stream_of(handle);
  return returned(stream == nullptr
                      ? cudaErrorInvalidResourceHandle
                      : fill(static_cast<char*>(to), pitch, byte, width, height, *stream, caller));
}

bool pitch_fits(std::size_t width, std::size_t to_pitch, std::size_t from_pitch) {
  return width <= to_pitch && width <= from_pitch;
}

bool symbol_holds(std::size_t symbol_bytes, std::size_t bytes, std::size_t offset) {
  return offset <= symbol_bytes && bytes <= symbol_bytes - offset;
}

}  // namespace

extern "C" {

cudaError_t cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
  const Locked lock(runtime_mutex());
  return copy_on(nullptr, plain(to, from, bytes), kind, when_for_host(to, from), __builtin_return_address(0));
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  return copy_on(stream, plain(to, from, bytes), kind, When::in_order, __builtin_return_address(0));
}

cudaError_t cudaMemcpy2D(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                         size_t height, cudaMemcpyKind kind) {
  const Locked lock(runtime_mutex());
  if (!pitch_fits(width, to_pitch, from_pitch)) return returned(cudaErrorInvalidPitchValue);
  const Copy c{static_cast<char*>(to), static_cast<const char*>(from), width, height, to_pitch, from_pitch};
  return copy_on(nullptr, c, kind, when_for_host(to, from), __builtin_return_address(0));
}

cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                              size_t height, cudaMemcpyKind kind, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (!pitch_fits(width, to_pitch, from_pitch)) return returned(cudaErrorInvalidPitchValue);
  const Copy c{static_cast<char*>(to), static_cast<const char*>(from), width, height, to_pitch, from_pitch};
  return copy_on(stream, c, kind, When::in_order, __builtin_return_address(0));
}

cudaError_t cudaMemset(void* pointer, int byte, size_t bytes) {
  const Locked lock(runtime_mutex());
  return fill_on(nullptr, pointer, 0, byte, bytes, 1, __builtin_return_address(0));
}

cudaError_t cudaMemsetAsync(void* pointer, int byte, size_t bytes, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  return fill_on(stream, pointer, 0, byte, bytes, 1, __builtin_return_address(0));
}

cudaError_t cudaMemset2D(void* pointer, size_t pitch, int byte, size_t width, size_t height) {
  const Locked lock(runtime_mutex());
  if (width > pitch) return returned(cudaErrorInvalidPitchValue);
  return fill_on(nullptr, pointer, pitch, byte, width, height, __builtin_return_address(0));
}

cudaError_t prep_symbol_copy_to(const void* symbol, size_t symbol_bytes, const void* from, size_t bytes,
                                size_t offset, cudaMemcpyKind kind, cudaStream_t stream, int asynchronous) {
  const Locked lock(runtime_mutex());
  if (!symbol_holds(symbol_bytes, bytes, offset)) return returned(cudaErrorInvalidValue);
  char* const to = static_cast<char*>(const_cast<void*>(symbol)) + offset;
  // A variable that the rewriter could not name (a static member, a template's) is not in the table.
  if (place_of(to) == Place::pageable) kind = cudaMemcpyDefault;
  return copy_on(stream, plain(to, from, bytes), kind,
                 asynchronous ? When::in_order : when_for_host(to, from), __builtin_return_address(0));
}

cudaError_t prep_symbol_copy_from(void* to, const void* symbol, size_t symbol_bytes, size_t bytes,
                                  size_t offset, cudaMemcpyKind kind, cudaStream_t stream, int asynchronous) {
  const Locked lock(runtime_mutex());
  if (!symbol_holds(symbol_bytes, bytes, offset)) return returned(cudaErrorInvalidValue);
  const char* const from = static_cast<const char*>(symbol) + offset;
  if (place_of(from) == Place::pageable) kind = cudaMemcpyDefault;
  return copy_on(stream, plain(to, from, bytes), kind,
                 asynchronous ? When::in_order : when_for_host(to, from), __builtin_return_address(0));
}
}
