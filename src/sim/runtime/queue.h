// Streams and their order. Asynchronous work is only queued; it runs as late as the program's own
// synchronisation permits, so that a missing one shows. Order is CUDA's: within a stream as queued; a
// device's legacy default stream and its blocking streams wait for each other; non-blocking streams wait for
// nobody. Guarded by the runtime's lock.
#pragma once
#include <prep/sim/types.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/runtime/fifo.h"
#include "sim/runtime/work.h"

enum class prep_sim_stream_kind { legacy, blocking, non_blocking };

namespace prep::sim {
struct Capture;
}

struct prep_sim_stream {
  struct Operation {
    std::uint64_t sequence = 0;  // counts through all streams
    prep::sim::Work work;
    prep::sim::OperationOrder order;  // what comes before it; known when checking()
  };
  prep_sim_stream_kind kind = prep_sim_stream_kind::blocking;
  int device = 0;
  int priority = 0;
  std::uint64_t id = 0;
  bool destroyed = false;  // the handle is gone, its queued work is not
  prep::sim::Fifo<Operation> queue;
  prep::sim::OrderedStream order;
  std::shared_ptr<prep::sim::Capture> capture;  // null: not capturing (capture.h)
  std::vector<cudaGraphNode_t> captured_last;   // what the next captured node depends on
  cudaStreamAttrValue window = {}, policy = {};
};

namespace prep::sim {

using Stream = prep_sim_stream;

Stream& legacy_stream();  // of the current device
Stream* create_stream(prep_sim_stream_kind kind, int priority);
void destroy_stream(Stream* stream);
void destroy_streams_of_current_device();
// The stream that a handle means on the current device, or null for no stream of ours.
Stream* stream_of(cudaStream_t handle);
const std::vector<Stream*>& created_streams();

// Returns the operation's sequence number.
std::uint64_t enqueue(Stream& stream, Work work);
std::shared_ptr<Record> enqueue_record(Stream& stream);

void run_stream(Stream& stream);                         // all of it, and what it waits for
void run_until(Stream& stream, std::uint64_t sequence);  // up to and with this operation
void run_one(Stream& stream);                            // the next operation, if there is one
void run_device();                                       // everything on the current device
void run_everything();

// Work that is queued on any stream; read without the lock, as a hint.
std::uint64_t queued_operations();
std::uint64_t newest_operation();

}  // namespace prep::sim
