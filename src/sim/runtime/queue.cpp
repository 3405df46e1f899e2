#include "sim/runtime/queue.h"

#include <prep/sim/runtime_streams.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "sim/check/hooks.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/ending.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/progress.h"
#include "sim/runtime/variable_images.h"

namespace prep::sim {
namespace {

struct Queues {
  Stream legacy[kMaxDevices];
  std::vector<Stream*> created;  // in order of creation; destroyed ones stay until they are empty
  std::uint64_t sequence = 0, streams = 0;
  std::uint64_t random = 0;
  OperationOrder gone;      // of streams that are deleted, all of it done
  bool per_thread = false;  // stream 0 means the host thread's own
};

std::atomic<std::uint64_t> queued{0};

Queues& queues() {
  static Queues* const only = [] {
    finish_at_exit();
    auto* const q = new Queues;
    for (int d = 0; d < kMaxDevices; ++d) {
      q->legacy[d].kind = prep_sim_stream_kind::legacy;
      q->legacy[d].device = d;
    }
    return q;
  }();
  return *only;
}

void forget_empty_destroyed(Queues& q) {
  const auto gone = std::stable_partition(q.created.begin(), q.created.end(),
                                          [](Stream* s) { return !s->destroyed || !s->queue.empty(); });
  for (auto s = gone; s != q.created.end(); ++s) {
    join(q.gone, (*s)->order.queued);
    if ((*s)->kind == prep_sim_stream_kind::blocking)
      join(q.legacy[(*s)->device].order.queued, (*s)->order.queued);
    delete *s;
  }
  q.created.erase(gone, q.created.end());
}

// What must be done before an operation of this stream with this number may start.
void run_what_precedes(const Stream& stream, std::uint64_t sequence) {
  Queues& q = queues();
  if (stream.kind == prep_sim_stream_kind::legacy) {
    for (std::size_t i = 0; i < q.created.size(); ++i)
      if (q.created[i]->kind == prep_sim_stream_kind::blocking && q.created[i]->device == stream.device)
        run_until(*q.created[i], sequence - 1);
  } else if (stream.kind == prep_sim_stream_kind::blocking) {
    run_until(q.legacy[stream.device], sequence - 1);
  }
}

// Streams are not ordered among each other: each schedule tries another order.
Stream* next_to_run(const std::vector<Stream*>& streams) {
  const int order = schedule();
  if (order < 2) return order == 0 ? streams.front() : streams.back();
  Queues& q = queues();
  q.random = (q.random + static_cast<std::uint64_t>(order)) * 6364136223846793005u + 1442695040888963407u;
  return streams[(q.random >> 33) % streams.size()];
}

template <class Wanted>
void run_all(Wanted wanted) {
  Queues& q = queues();
  for (;;) {
    std::vector<Stream*> waiting;
    for (Stream* const s : q.created)
      if (wanted(*s) && !s->queue.empty()) waiting.push_back(s);
    for (int d = 0; d < device_count(); ++d)
      if (wanted(q.legacy[d]) && !q.legacy[d].queue.empty()) waiting.push_back(&q.legacy[d]);
    if (waiting.empty()) break;
    Stream& next = *next_to_run(waiting);
    if (schedule() < 2)
      run_stream(next);
    else
      run_one(next);
  }
  if (checking()) {
    host_has_seen(q.gone);
    for (Stream* const s : q.created)
      if (wanted(*s)) host_has_seen(s->order.done);
    for (Stream& s : q.legacy)
      if (wanted(s)) host_has_seen(s.order.done);
  }
  forget_empty_destroyed(q);
}

}  // namespace

std::recursive_mutex& runtime_mutex() {
  static std::recursive_mutex* const only = new std::recursive_mutex;
  return *only;
}

std::uint64_t queued_operations() { return queued.load(std::memory_order_relaxed); }
std::uint64_t newest_operation() { return queues().sequence; }
const std::vector<Stream*>& created_streams() { return queues().created; }
Stream& legacy_stream() { return queues().legacy[current_device()]; }

Stream* create_stream(prep_sim_stream_kind kind, int priority) {
  auto* const stream = new Stream;
  stream->kind = kind;
  stream->priority = priority;
  stream->device = current_device();
  stream->id = ++queues().streams + 16;
  queues().created.push_back(stream);
  return stream;
}

void destroy_stream(Stream* stream) {
  stream->destroyed = true;
  forget_empty_destroyed(queues());
}

void destroy_streams_of_current_device() {
  for (Stream* const s : queues().created)
    if (s->device == current_device()) s->destroyed = true;
  forget_empty_destroyed(queues());
}

Stream* stream_of(cudaStream_t handle) {
  if (handle == nullptr && queues().per_thread) handle = cudaStreamPerThread;
  if (handle == nullptr || handle == cudaStreamLegacy) return &legacy_stream();
  const auto& created = queues().created;
  const auto alive = [&created](const Stream* s) {
    return std::find(created.begin(), created.end(), s) != created.end() && !s->destroyed;
  };
  if (handle == cudaStreamPerThread) {
    thread_local Stream* own[kMaxDevices] = {};
    Stream*& mine = own[current_device()];
    if (mine == nullptr || !alive(mine)) mine = create_stream(prep_sim_stream_kind::blocking, 0);
    return mine;
  }
  return alive(handle) ? handle : nullptr;
}

// The stream's newest operation comes after the events it waits for and what CUDA's default stream demands.
void put_in_order(Stream& stream) {
  Queues& q = queues();
  Stream::Operation& operation = stream.queue.back();
  if (const auto* wait = std::get_if<WaitWork>(&operation.work); wait != nullptr && wait->record != nullptr)
    join(stream.order.queued, wait->record->order);
  if (stream.kind == prep_sim_stream_kind::blocking)
    join(stream.order.queued, q.legacy[stream.device].order.queued);
  if (stream.kind == prep_sim_stream_kind::legacy) {
    for (const Stream* const s : q.created)
      if (s->kind == prep_sim_stream_kind::blocking && s->device == stream.device)
        join(stream.order.queued, s->order.queued);
  }
  order_operation(stream.order, operation.sequence, operation.order);
}

std::uint64_t enqueue(Stream& stream, Work work) {
  const std::uint64_t sequence = ++queues().sequence;
  const bool host = std::holds_alternative<HostWork>(work) || std::holds_alternative<CallbackWork>(work);
  stream.queue.push_back({sequence, std::move(work), {}});
  if (checking()) put_in_order(stream);
  ++queued;
  note_progress_wanted(host);
  return sequence;
}

std::shared_ptr<Record> enqueue_record(Stream& stream) {
  auto record = std::make_shared<Record>();
  record->stream = &stream;
  record->sequence = enqueue(stream, RecordWork{record, nullptr});
  record->order = stream.order.queued;
  return record;
}

void run_one(Stream& stream) {
  if (stream.queue.empty()) return;
  // Only work queued earlier is run here, and none of that can be in this stream: the recursion ends.
  run_what_precedes(stream, stream.queue.front().sequence);
  const Stream::Operation operation = stream.queue.take_front();
  --queued;
  const OnDevice here(stream.device);
  activate_variables(stream.device);
  const bool anyway = std::holds_alternative<RecordWork>(operation.work) ||
                      std::holds_alternative<CallbackWork>(operation.work);
  if (checking()) begin_operation(stream.order, operation.sequence, operation.order);
  if (sticky() == cudaSuccess || anyway) perform(operation.work);
  if (checking()) {
    end_operation();
    join(stream.order.done, operation.order);
  }
}

void run_until(Stream& stream, std::uint64_t sequence) {
  while (!stream.queue.empty() && stream.queue.front().sequence <= sequence) run_one(stream);
  if (checking()) host_has_seen(stream.order.done);
}

void run_stream(Stream& stream) { run_until(stream, queues().sequence); }

void run_device() {
  run_all([device = current_device()](const Stream& s) { return s.device == device; });
}

void run_everything() {
  run_all([](const Stream&) { return true; });
}

}  // namespace prep::sim

extern "C" int prep_default_stream_per_thread(void) {
  const prep::sim::Locked lock(prep::sim::runtime_mutex());
  prep::sim::queues().per_thread = true;
  return 1;
}
