#include "sim/runtime/work.h"

#include "sim/runtime/copies.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/events.h"
#include "sim/runtime/functions.h"
#include "sim/runtime/graph.h"
#include "sim/runtime/queue.h"
#include "sim/runtime/stream_memory.h"

namespace prep::sim {
namespace {

struct Perform {
  void operator()(const KernelWork& work) const {
    const cudaError_t error = execute(work.request);
    learn_static_shared(work.function);
    if (error != cudaSuccess) set_sticky(error);
  }
  void operator()(const CopyWork& work) const { perform_copy(work); }
  void operator()(const FillWork& work) const { perform_fill(work); }
  void operator()(const HostWork& work) const { work.function(work.data); }
  void operator()(const CallbackWork& work) const { work.function(work.stream, sticky(), work.data); }
  void operator()(const RecordWork& work) const {
    std::shared_ptr<Record> record = work.record;
    if (record == nullptr) {  // of a graph
      if (!event_exists(work.event)) return;
      record = work.event->record = std::make_shared<Record>();
    }
    record->at = std::chrono::steady_clock::now();
    record->done = true;
  }
  void operator()(const WaitWork& work) const {
    std::shared_ptr<Record> record = work.record;
    if (record == nullptr && event_exists(work.event)) record = work.event->record;
    if (record != nullptr && !record->done) run_until(*record->stream, record->sequence);
  }
  void operator()(const AllocWork& work) const { begin_graph_memory(work.pointer, work.bytes); }
  void operator()(const FreeWork& work) const { perform_free(work); }
  void operator()(const EmptyWork&) const {}
  void operator()(const GraphWork& work) const { run_program(*work.program); }
};

}  // namespace

void perform(const Work& work) { std::visit(Perform{}, work); }

}  // namespace prep::sim
