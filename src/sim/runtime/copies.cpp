#include "sim/runtime/copies.h"

#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "sim/check/hooks.h"
#include "sim/check/unset.h"
#include "sim/report/finding.h"
#include "sim/runtime/allocations.h"
#include "sim/runtime/capture.h"

namespace prep::sim {
namespace {

bool device_only(Place place) { return place == Place::device || place == Place::freed; }

std::size_t span_of(std::size_t width, std::size_t height, std::size_t depth, std::size_t pitch,
                    std::size_t slice) {
  return width == 0 || height == 0 || depth == 0 ? 0 : (depth - 1) * slice + (height - 1) * pitch + width;
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

const char* words_for(cudaMemcpyKind kind) {
  switch (kind) {
    case cudaMemcpyHostToHost:
      return "cudaMemcpyHostToHost";
    case cudaMemcpyHostToDevice:
      return "cudaMemcpyHostToDevice";
    case cudaMemcpyDeviceToHost:
      return "cudaMemcpyDeviceToHost";
    case cudaMemcpyDeviceToDevice:
      return "cudaMemcpyDeviceToDevice";
    default:
      return "cudaMemcpyDefault";
  }
}

cudaError_t check_direction(Place to, Place from, cudaMemcpyKind kind, const void* caller) {
  if (kind < cudaMemcpyHostToHost || kind > cudaMemcpyDefault) return cudaErrorInvalidMemcpyDirection;
  if (kind == cudaMemcpyDefault) return cudaSuccess;
  const bool to_device = kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
  const bool from_device = kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
  // Pinned and managed memory is both sides' own.
  const bool to_fits = to_device ? to != Place::pageable : !device_only(to);
  const bool from_fits = from_device ? from != Place::pageable : !device_only(from);
  if (to_fits && from_fits) return cudaSuccess;
  const std::string what = std::string(words_for(kind)) + " does not fit the pointers: the copy goes from " +
                           (device_only(from) ? "device" : "host") + " to " +
                           (device_only(to) ? "device" : "host") + " memory";
  report_host_mistake(
      caller, "", what.c_str(),
      "cudaMemcpy takes (to, from, bytes, kind); the kind names from and to in the other order.");
  return cudaErrorInvalidValue;
}

void copy_rows(const Copy& c) {
  for (std::size_t layer = 0; layer < c.depth; ++layer) {
    for (std::size_t row = 0; row < c.height; ++row) {
      char* const to = c.to + layer * c.to_slice + row * c.to_pitch;
      const char* const from = c.from + layer * c.from_slice + row * c.from_pitch;
      if (checking()) look_for_unset(reinterpret_cast<std::uintptr_t>(from), c.width);
      std::memmove(to, from, c.width);
      if (checking())
        note_device_copied(reinterpret_cast<std::uintptr_t>(to), reinterpret_cast<std::uintptr_t>(from),
                           c.width);
    }
  }
}

void fill_row(char* to, std::size_t bytes, unsigned value, unsigned element) {
  if (element == 1) {
    std::memset(to, static_cast<int>(value), bytes);
    return;
  }
  for (std::size_t i = 0; i + element <= bytes; i += element) std::memcpy(to + i, &value, element);
}

bool empty(const Copy& c) { return c.width == 0 || c.height == 0 || c.depth == 0; }

}  // namespace

std::size_t span_to(const Copy& c) { return span_of(c.width, c.height, c.depth, c.to_pitch, c.to_slice); }
std::size_t span_from(const Copy& c) {
  return span_of(c.width, c.height, c.depth, c.from_pitch, c.from_slice);
}
std::size_t span(const Fill& f) { return span_of(f.width, f.height, f.depth, f.pitch, f.slice); }

Place place_of(const void* pointer) {
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(pointer));
  if (a == nullptr) return Place::pageable;
  if (a->freed) return Place::freed;
  if (a->space == Space::pinned) return Place::pinned;
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

void note_variable_by_name(const void* pointer, const void* caller) {
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(pointer));
  if (a == nullptr || (a->space != Space::variable && a->space != Space::constant)) return;
  Finding finding;
  finding.kind = Kind::cuda_error;
  finding.here.pc = reinterpret_cast<std::uintptr_t>(caller);
  finding.variable = a->name;
  finding.names_variable = true;
  finding.message =
      std::string("a plain copy at {here} is given `") + a->name +
      "`: in host code that is not the device variable's address, and CUDA returns cudaErrorInvalidValue";
  finding.fix =
      "Use cudaMemcpyToSymbol or cudaMemcpyFromSymbol, or ask cudaGetSymbolAddress for the address.";
  record(std::move(finding));
}

cudaError_t check_copy(const Copy& c, cudaMemcpyKind kind, const void* caller) {
  if (c.to == nullptr || c.from == nullptr) return cudaErrorInvalidValue;
  cudaError_t error = check_direction(place_of(c.to), place_of(c.from), kind, caller);
  if (error == cudaSuccess) error = check_range("a copy", c.to, span_to(c), caller);
  if (error == cudaSuccess) error = check_range("a copy", c.from, span_from(c), caller);
  return error;
}

cudaError_t check_fill(const Fill& f, const void* caller) {
  if (f.to == nullptr) return cudaErrorInvalidValue;
  if (place_of(f.to) == Place::pageable) {
    report_host_mistake(caller, "", "cudaMemset of host memory",
                        "cudaMemset takes a pointer from cudaMalloc; use memset for host memory.");
    return cudaErrorInvalidValue;
  }
  return check_range("a memset", f.to, span(f), caller);
}

cudaError_t copy(const Copy& c, cudaMemcpyKind kind, Stream& stream, When when, const void* caller) {
  if (empty(c)) return cudaSuccess;
  const cudaError_t error = check_copy(c, kind, caller);
  if (error != cudaSuccess) return error;
  CopyWork work{c, kind, nullptr, caller};
  if (capturing(stream)) return capture_work(stream, std::move(work));

  // CUDA reads pageable memory before it returns, and returns only after pageable memory is written.
  const Place to = place_of(c.to), from = place_of(c.from);
  if (when == When::in_order && from == Place::pageable && to != Place::pageable) {
    work.staged = std::make_shared<std::string>(c.width * c.height * c.depth, '\0');
    copy_rows({work.staged->data(), c.from, c.width, c.height, c.width, c.from_pitch, c.depth,
               c.width * c.height, c.from_slice});
    enqueue(stream, std::move(work));
    return cudaSuccess;
  }
  const std::uint64_t sequence = enqueue(stream, std::move(work));
  if (when == When::now || to == Place::pageable) run_until(stream, sequence);
  return cudaSuccess;
}

cudaError_t fill(const Fill& f, Stream& stream, When when, const void* caller) {
  if (f.width == 0 || f.height == 0 || f.depth == 0) return cudaSuccess;
  const cudaError_t error = check_fill(f, caller);
  if (error != cudaSuccess) return error;
  FillWork work{f, caller};
  if (capturing(stream)) return capture_work(stream, std::move(work));
  const std::uint64_t sequence = enqueue(stream, std::move(work));
  if (when == When::now) run_until(stream, sequence);
  return cudaSuccess;
}

void perform_copy(const CopyWork& work) {
  Copy c = work.copy;
  // What was alive when the copy was queued may have been freed by another stream since.
  if (check_range("a copy", c.to, span_to(c), work.caller) != cudaSuccess) return;
  if (work.staged != nullptr) {
    c.from = work.staged->data();
    c.from_pitch = c.width;
    c.from_slice = c.width * c.height;
  } else if (check_range("a copy", c.from, span_from(c), work.caller) != cudaSuccess) {
    return;
  }
  if (checking()) {
    for (std::size_t layer = 0; layer < c.depth; ++layer) {
      if (work.staged == nullptr)
        check_transfer({reinterpret_cast<std::uintptr_t>(c.from) + layer * c.from_slice, c.width, c.height,
                        c.from_pitch},
                       TransferUse::reads, work.caller);
      check_transfer(
          {reinterpret_cast<std::uintptr_t>(c.to) + layer * c.to_slice, c.width, c.height, c.to_pitch},
          TransferUse::writes, work.caller);
    }
  }
  copy_rows(c);
}

void perform_fill(const FillWork& work) {
  const Fill& f = work.fill;
  if (check_range("a memset", f.to, span(f), work.caller) != cudaSuccess) return;
  for (std::size_t layer = 0; layer < f.depth; ++layer) {
    if (checking())
      check_transfer({reinterpret_cast<std::uintptr_t>(f.to) + layer * f.slice, f.width, f.height, f.pitch},
                     TransferUse::writes, work.caller);
    for (std::size_t row = 0; row < f.height; ++row) {
      char* const to = f.to + layer * f.slice + row * f.pitch;
      fill_row(to, f.width, f.value, f.element);
      if (checking()) note_device_filled(reinterpret_cast<std::uintptr_t>(to), f.width);
    }
  }
}

}  // namespace prep::sim
