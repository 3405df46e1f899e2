#include "sim/runtime/copies.h"

#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "sim/check/hooks.h"
#include "sim/report/finding.h"
#include "sim/runtime/allocations.h"

namespace prep::sim {
namespace {

bool device_only(Place place) { return place == Place::device || place == Place::freed; }

std::size_t span(std::size_t width, std::size_t height, std::size_t pitch) {
  return height == 0 ? 0 : (height - 1) * pitch + width;
}

// Device memory must hold the whole range. Host memory cannot be checked.
cudaError_t check_range(const char* what, const char* begin, std::size_t bytes, const void* caller) {
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(begin));
  if (a == nullptr) return cudaSuccess;
  const auto offset = static_cast<std::ptrdiff_t>(reinterpret_cast<std::uintptr_t>(begin) - a->base);
  const bool inside = offset >= 0 && static_cast<std::size_t>(offset) + bytes <= a->bytes;
  if (!a->freed && inside) return cudaSuccess;
  const std::string where = a->freed ? std::string("memory that was freed")
                                     : "byte " + std::to_string(offset) + " of an allocation of " +
                                           std::to_string(a->bytes) + " bytes";
  report_host_mistake(
      caller, a->name, (std::string(what) + " of " + std::to_string(bytes) + " bytes at " + where).c_str(),
      a->freed ? "Free device memory only after its last use."
               : "Give the size in bytes (count * sizeof(type)), no larger than the allocation.");
  return cudaErrorInvalidValue;
}

cudaError_t check_direction(Place to, Place from, cudaMemcpyKind kind) {
  if (kind < cudaMemcpyHostToHost || kind > cudaMemcpyDefault) return cudaErrorInvalidMemcpyDirection;
  if (kind == cudaMemcpyDefault) return cudaSuccess;
  const bool to_device = kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
  const bool from_device = kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
  // Pinned and managed memory is both sides' own.
  const bool to_fits = to_device ? to != Place::pageable : !device_only(to);
  const bool from_fits = from_device ? from != Place::pageable : !device_only(from);
  return to_fits && from_fits ? cudaSuccess : cudaErrorInvalidValue;
}

void copy_rows(const Copy& c) {
  for (std::size_t row = 0; row < c.height; ++row) {
    char* const to = c.to + row * c.to_pitch;
    std::memmove(to, c.from + row * c.from_pitch, c.width);
    if (checking()) note_device_filled(reinterpret_cast<std::uintptr_t>(to), c.width);
  }
}

}  // namespace

Place place_of(const void* pointer) {
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(pointer));
  if (a == nullptr) return Place::pageable;
  if (a->space == Space::pinned) return Place::pinned;
  if (a->freed) return Place::freed;
  return a->space == Space::managed ? Place::managed : Place::device;
}

void report_host_mistake(const void* caller, const char* variable, const char* message, const char* fix) {
  Finding finding;
  finding.kind = Kind::memory_error;
  finding.here.pc = reinterpret_cast<std::uintptr_t>(caller) - 1;  // into the call
  finding.variable = variable;
  finding.message = message;
  finding.fix = fix;
  record(std::move(finding));
}

cudaError_t copy(const Copy& c, cudaMemcpyKind kind, Stream& stream, When when, const void* caller) {
  if (c.width == 0 || c.height == 0) return cudaSuccess;
  if (c.to == nullptr || c.from == nullptr) return cudaErrorInvalidValue;
  const Place to = place_of(c.to), from = place_of(c.from);
  cudaError_t error = check_direction(to, from, kind);
  if (error != cudaSuccess) {
    report_host_mistake(
        caller, "", "a copy whose direction does not fit its pointers",
        "cudaMemcpy takes (to, from, bytes, kind); the kind names from and to in the other order.");
    return error;
  }
  error = check_range("a copy", c.to, span(c.width, c.height, c.to_pitch), caller);
  if (error == cudaSuccess)
    error = check_range("a copy", c.from, span(c.width, c.height, c.from_pitch), caller);
  if (error != cudaSuccess) return error;

  // CUDA reads pageable memory before it returns, and returns only after pageable memory is written.
  if (when == When::in_order && from == Place::pageable && to != Place::pageable) {
    auto staged = std::make_shared<std::string>(c.width * c.height, '\0');
    copy_rows({staged->data(), c.from, c.width, c.height, c.width, c.from_pitch});
    enqueue(stream, [c, staged] {
      copy_rows({c.to, staged->data(), c.width, c.height, c.to_pitch, c.width});
    });
    return cudaSuccess;
  }
  const std::uint64_t sequence = enqueue(stream, [c] { copy_rows(c); });
  if (when == When::now || to == Place::pageable) run_until(stream, sequence);
  return cudaSuccess;
}

cudaError_t fill(char* to, std::size_t pitch, int byte, std::size_t width, std::size_t height, Stream& stream,
                 const void* caller) {
  if (width == 0 || height == 0) return cudaSuccess;
  if (to == nullptr || place_of(to) == Place::pageable) return cudaErrorInvalidValue;
  const cudaError_t error = check_range("a memset", to, span(width, height, pitch), caller);
  if (error != cudaSuccess) return error;
  enqueue(stream, [=] {
    for (std::size_t row = 0; row < height; ++row) {
      std::memset(to + row * pitch, byte, width);
      if (checking()) note_device_filled(reinterpret_cast<std::uintptr_t>(to + row * pitch), width);
    }
  });
  return cudaSuccess;
}

}  // namespace prep::sim
