// Streams and their order. Asynchronous work is only queued; it runs as late as the program's own
// synchronisation permits, so that a missing one shows. Order is CUDA's: within a stream as queued; the
// legacy default stream and the blocking streams wait for each other; non-blocking streams wait for nobody.
// Guarded by the runtime's lock.
#pragma once
#include <prep/sim/types.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>

enum class prep_sim_stream_kind { legacy, blocking, non_blocking };

struct prep_sim_stream {
  struct Operation {
    std::uint64_t sequence = 0;  // counts through all streams
    std::function<void()> run;
  };
  prep_sim_stream_kind kind = prep_sim_stream_kind::blocking;
  int priority = 0;
  bool destroyed = false;  // the handle is gone, its queued work is not
  std::deque<Operation> queue;
};

namespace prep::sim {

using Stream = prep_sim_stream;

// One cudaEventRecord: `done` once the queue has come to it.
struct Record {
  Stream* stream = nullptr;
  std::uint64_t sequence = 0;
  bool done = false;
  std::chrono::steady_clock::time_point at;
};

Stream& legacy_stream();
Stream* create_stream(prep_sim_stream_kind kind, int priority);
void destroy_stream(Stream* stream);
// The stream that a handle means, or null for no stream of ours.
Stream* stream_of(cudaStream_t handle);

// Returns the operation's sequence number.
std::uint64_t enqueue(Stream& stream, std::function<void()> run);
std::shared_ptr<Record> enqueue_record(Stream& stream);
void enqueue_wait(Stream& stream, std::shared_ptr<Record> record);

void run_stream(Stream& stream);                         // all of it, and what it waits for
void run_until(Stream& stream, std::uint64_t sequence);  // up to and with this operation
void run_one(Stream& stream);                            // the next operation, if there is one
void run_everything();                                   // cudaDeviceSynchronize

}  // namespace prep::sim
