#include "sim/runtime/queue.h"

#include <prep/sim/runtime_streams.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "sim/engine/launch.h"
#include "sim/report/finding.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/lock.h"

namespace prep::sim {
namespace {

struct Queues {
  Stream legacy{prep_sim_stream_kind::legacy, 0, false, {}};
  std::vector<Stream*> created;  // in order of creation; destroyed ones stay until they are empty
  std::uint64_t sequence = 0;
};

void finish_at_exit() {
  const Locked lock(runtime_mutex());
  run_everything();
  flush_findings();
}

Queues& queues() {
  static Queues* const only = [] {
    std::atexit(finish_at_exit);
    return new Queues;
  }();
  return *only;
}

void forget_empty_destroyed(Queues& q) {
  const auto gone = std::stable_partition(q.created.begin(), q.created.end(),
                                          [](Stream* s) { return !s->destroyed || !s->queue.empty(); });
  for (auto s = gone; s != q.created.end(); ++s) delete *s;
  q.created.erase(gone, q.created.end());
}

// What must be done before an operation of this stream with this number may start.
void run_what_precedes(const Stream& stream, std::uint64_t sequence) {
  Queues& q = queues();
  if (stream.kind == prep_sim_stream_kind::legacy) {
    for (std::size_t i = 0; i < q.created.size(); ++i)
      if (q.created[i]->kind == prep_sim_stream_kind::blocking) run_until(*q.created[i], sequence - 1);
  } else if (stream.kind == prep_sim_stream_kind::blocking) {
    run_until(q.legacy, sequence - 1);
  }
}

}  // namespace

std::recursive_mutex& runtime_mutex() {
  static std::recursive_mutex* const only = new std::recursive_mutex;
  return *only;
}

Stream& legacy_stream() { return queues().legacy; }

Stream* create_stream(prep_sim_stream_kind kind, int priority) {
  auto* const stream = new Stream{kind, priority, false, {}};
  queues().created.push_back(stream);
  return stream;
}

void destroy_stream(Stream* stream) {
  stream->destroyed = true;
  forget_empty_destroyed(queues());
}

Stream* stream_of(cudaStream_t handle) {
  if (handle == nullptr || handle == cudaStreamLegacy) return &legacy_stream();
  if (handle == cudaStreamPerThread) {
    thread_local Stream* const own = create_stream(prep_sim_stream_kind::blocking, 0);
    return own;
  }
  const auto& created = queues().created;
  const auto found = std::find(created.begin(), created.end(), handle);
  return found != created.end() && !(*found)->destroyed ? *found : nullptr;
}

std::uint64_t enqueue(Stream& stream, std::function<void()> run) {
  const std::uint64_t sequence = ++queues().sequence;
  stream.queue.push_back({sequence, std::move(run)});
  return sequence;
}

std::shared_ptr<Record> enqueue_record(Stream& stream) {
  auto record = std::make_shared<Record>();
  record->stream = &stream;
  record->sequence = enqueue(stream, [record] {
    record->at = std::chrono::steady_clock::now();
    record->done = true;
  });
  return record;
}

void enqueue_wait(Stream& stream, std::shared_ptr<Record> record) {
  enqueue(stream, [record = std::move(record)] {
    if (!record->done) run_until(*record->stream, record->sequence);
  });
}

void run_one(Stream& stream) {
  if (stream.queue.empty()) return;
  // Only work queued earlier is run here, and none of that can be in this stream: the recursion ends.
  run_what_precedes(stream, stream.queue.front().sequence);
  const Stream::Operation operation = std::move(stream.queue.front());
  stream.queue.pop_front();
  if (sticky() == cudaSuccess) operation.run();
}

void run_until(Stream& stream, std::uint64_t sequence) {
  while (!stream.queue.empty() && stream.queue.front().sequence <= sequence) run_one(stream);
}

void run_stream(Stream& stream) { run_until(stream, queues().sequence); }

void run_everything() {
  Queues& q = queues();
  std::vector<Stream*> order = q.created;
  order.push_back(&q.legacy);
  // Streams are not ordered among each other: another schedule tries another order.
  if (schedule() % 2 == 1) std::reverse(order.begin(), order.end());
  for (Stream* const stream : order) run_stream(*stream);
  forget_empty_destroyed(q);
}

}  // namespace prep::sim
