// Copies to and from __device__ and __constant__ variables, and where they are.
#include <dlfcn.h>
#include <link.h>

#include "sim/runtime/allocations.h"
#include "sim/runtime/capture.h"
#include "sim/runtime/copies.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"
#include "sim/runtime/variable_images.h"

using namespace prep::sim;

namespace {

// A variable that the rewriter could not name (a static member, a template's) is not in the table; but a
// symbol is at least a variable of the program, never on the stack or the heap.
bool program_variable(const void* address) {
  bool found = false;
  struct Search {
    std::uintptr_t address;
    bool* found;
  } search{reinterpret_cast<std::uintptr_t>(address), &found};
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* data) {
        const auto& s = *static_cast<Search*>(data);
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const auto& segment = info->dlpi_phdr[i];
          const bool writable = segment.p_type == PT_LOAD && (segment.p_flags & PF_W) != 0;
          if (writable && s.address - (info->dlpi_addr + segment.p_vaddr) < segment.p_memsz) *s.found = true;
        }
        return 1;  // the program comes first
      },
      &search);
  return found;
}

const Allocation* variable_at(const void* symbol) {
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(symbol));
  const bool variable = a != nullptr && a->zone_begin == a->base && a->caller == 0;
  return variable ? a : nullptr;
}

cudaError_t check_symbol(const void* symbol, std::size_t symbol_bytes, std::size_t bytes, std::size_t offset,
                         cudaMemcpyKind& kind, cudaMemcpyKind otherwise, const void* caller) {
  if (symbol == nullptr) return cudaErrorInvalidSymbol;
  const Allocation* const variable = variable_at(symbol);
  if (variable == nullptr && !program_variable(symbol)) return cudaErrorInvalidSymbol;
  if (variable != nullptr && symbol_bytes == 0) symbol_bytes = variable->bytes;
  if (kind != otherwise && kind != cudaMemcpyDeviceToDevice && kind != cudaMemcpyDefault)
    return cudaErrorInvalidMemcpyDirection;
  if (symbol_bytes != 0 && (offset > symbol_bytes || bytes > symbol_bytes - offset)) {
    const std::string text = "a copy of " + std::to_string(bytes) + " bytes at byte " +
                             std::to_string(offset) + " of a variable of " + std::to_string(symbol_bytes) +
                             " bytes";
    report_host_mistake(caller, variable == nullptr ? "" : variable->name, text.c_str(),
                        "Size and offset count bytes: n * sizeof(type), at most sizeof(variable).");
    return cudaErrorInvalidValue;
  }
  if (variable == nullptr) kind = cudaMemcpyDefault;
  return cudaSuccess;
}

cudaError_t symbol_copy(const Copy& c, cudaMemcpyKind kind, cudaStream_t handle, bool asynchronous,
                        const void* caller) {
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return cudaErrorInvalidResourceHandle;
  const cudaError_t usable = asynchronous ? usable_stream(*stream) : forbidden_while_capturing();
  if (usable != cudaSuccess) return usable;
  const bool both_device = place_of(c.to) == Place::device && place_of(c.from) == Place::device;
  return copy(c, kind, *stream, asynchronous || both_device ? When::in_order : When::now, caller);
}

}  // namespace

extern "C" {

cudaError_t prep_symbol_copy_to(const void* symbol, size_t symbol_bytes, const void* from, size_t bytes,
                                size_t offset, cudaMemcpyKind kind, cudaStream_t stream, int asynchronous) {
  const Locked lock(runtime_mutex());
  const void* const caller = __builtin_return_address(0);
  const cudaError_t error =
      check_symbol(symbol, symbol_bytes, bytes, offset, kind, cudaMemcpyHostToDevice, caller);
  if (error != cudaSuccess) return returned(error);
  char* const to = static_cast<char*>(const_cast<void*>(symbol)) + offset;
  return returned(
      symbol_copy({to, static_cast<const char*>(from), bytes}, kind, stream, asynchronous != 0, caller));
}

cudaError_t prep_symbol_copy_from(void* to, const void* symbol, size_t symbol_bytes, size_t bytes,
                                  size_t offset, cudaMemcpyKind kind, cudaStream_t stream, int asynchronous) {
  const Locked lock(runtime_mutex());
  const void* const caller = __builtin_return_address(0);
  const cudaError_t error =
      check_symbol(symbol, symbol_bytes, bytes, offset, kind, cudaMemcpyDeviceToHost, caller);
  if (error != cudaSuccess) return returned(error);
  const char* const from = static_cast<const char*>(symbol) + offset;
  return returned(
      symbol_copy({static_cast<char*>(to), from, bytes}, kind, stream, asynchronous != 0, caller));
}

cudaError_t prep_symbol_address(void** pointer, const void* symbol) {
  const Locked lock(runtime_mutex());
  if (pointer == nullptr) return returned(cudaErrorInvalidValue);
  if (symbol == nullptr || (variable_at(symbol) == nullptr && !program_variable(symbol)))
    return returned(cudaErrorInvalidSymbol);
  *pointer = const_cast<void*>(symbol);
  return returned(cudaSuccess);
}

cudaError_t prep_symbol_size(size_t* bytes, const void* symbol, size_t symbol_bytes) {
  const Locked lock(runtime_mutex());
  if (bytes == nullptr) return returned(cudaErrorInvalidValue);
  if (symbol == nullptr || (variable_at(symbol) == nullptr && !program_variable(symbol)))
    return returned(cudaErrorInvalidSymbol);
  *bytes = symbol_bytes;
  return returned(cudaSuccess);
}
}
