// One piece of a stream's or a graph's work, as a value: what the API functions queue, what a graph's nodes
// hold, what perform() runs.
#pragma once
#include <prep/sim/runtime_launch.h>
#include <prep/sim/runtime_streams.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "sim/check/stream_order.h"
#include "sim/engine/launch.h"

namespace prep::sim {

// The captured arguments of a launch (prep_frame).
struct Frame {
  void (*destroy)(void*);
  void* memory;
  Frame(void (*destroy_)(void*), void* memory_) : destroy(destroy_), memory(memory_) {}
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;
  ~Frame() { destroy(memory); }
};
// Takes over memory from prep_frame().
std::shared_ptr<Frame> own_frame(void (*destroy)(void*), void* memory);
struct KernelWork {
  LaunchRequest request;
  const void* function = nullptr;
  std::shared_ptr<Frame> frame;
};

// A box of bytes on both sides; a plain copy has one row.
struct Copy {
  char* to;
  const char* from;
  std::size_t width, height = 1, to_pitch = 0, from_pitch = 0;  // bytes
  std::size_t depth = 1, to_slice = 0, from_slice = 0;
};
struct CopyWork {
  Copy copy;
  cudaMemcpyKind kind = cudaMemcpyDefault;
  std::shared_ptr<std::string> staged;  // what pageable memory held at the call; null: read when run
  const void* caller = nullptr;
};
struct Fill {
  char* to;
  std::size_t width, height = 1, pitch = 0, depth = 1, slice = 0;  // bytes
  unsigned value = 0, element = 1;                                 // 1, 2 or 4 bytes
};
struct FillWork {
  Fill fill;
  const void* caller = nullptr;
};

struct HostWork {
  cudaHostFn_t function;
  void* data;
};
struct CallbackWork {
  cudaStreamCallback_t function;
  cudaStream_t stream;
  void* data;
};

// One cudaEventRecord: `done` once the queue has come to it.
struct Record {
  prep_sim_stream* stream = nullptr;
  std::uint64_t sequence = 0;
  bool done = false;
  OperationOrder order;  // what comes before it
  std::chrono::steady_clock::time_point at;
};
struct RecordWork {
  std::shared_ptr<Record> record;  // null in a graph: each launch makes a new one for the event
  cudaEvent_t event = nullptr;
};
struct WaitWork {
  std::shared_ptr<Record> record;  // null in a graph: the event's newest
  cudaEvent_t event = nullptr;
};

struct AllocWork {  // of a graph: the memory is reserved when the node is made
  void* pointer;
  std::size_t bytes;
};
struct FreeWork {
  void* pointer;
  const void* caller = nullptr;
};
struct EmptyWork {};

struct GraphProgram;  // graph.h
struct GraphWork {
  std::shared_ptr<const GraphProgram> program;
};

using Work = std::variant<KernelWork, CopyWork, FillWork, HostWork, CallbackWork, RecordWork, WaitWork,
                          AllocWork, FreeWork, EmptyWork, GraphWork>;

// Runs it now, on the current device. A kernel's failure becomes the device's sticky error.
void perform(const Work& work);

}  // namespace prep::sim
