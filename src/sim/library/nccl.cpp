// NCCL's communicators and calls: who has posted what, and when all have.
#include <prep/sim/nccl.h>
#include <prep/sim/runtime_device.h>
#include <prep/sim/runtime_memory.h>
#include <prep/sim/runtime_streams.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "sim/library/collectives.h"
#include "sim/library/submit.h"

namespace prep::sim {
namespace {

constexpr std::chrono::seconds kPatience{20};

struct Participant {
  RankBuffers buffers;
  cudaStream_t stream = nullptr;
  int device = 0;
};

// One collective, or one message from a rank to another: complete once all have posted their part.
struct Meeting {
  CollectiveShape shape;
  std::vector<Participant> parts;
  std::vector<bool> posted;
  bool launched = false;
  bool message = false;
  std::size_t message_bytes[2] = {0, 0};
};
using MeetingPtr = std::shared_ptr<Meeting>;

struct World {
  int ranks = 0;
  std::map<std::uint64_t, MeetingPtr> collectives;                   // by how many came before
  std::map<std::pair<int, int>, std::deque<MeetingPtr>> messages;  // by (from, to), not yet complete
};

struct State {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::uint64_t, std::shared_ptr<World>> worlds;  // by unique id
  std::uint64_t next_id = 1;
};
State& state() {
  static State* const only = new State;
  return *only;
}

thread_local int group_depth = 0;
thread_local std::vector<std::pair<MeetingPtr, std::string>> group_meetings;

}  // namespace
}  // namespace prep::sim

struct prep_sim_comm {
  std::shared_ptr<prep::sim::World> world;
  int rank = 0, device = 0;
  std::uint64_t collectives = 0;  // this rank has made
};

namespace prep::sim {
namespace {

// Puts the work on all participants' streams: each waits for the others before and after it.
void launch(const MeetingPtr& meeting) {
  int before = 0;
  cudaGetDevice(&before);
  const std::size_t n = meeting->parts.size();
  std::vector<cudaEvent_t> ready(n);
  for (std::size_t r = 1; r < n; ++r) {
    cudaSetDevice(meeting->parts[r].device);
    cudaEventCreateWithFlags(&ready[r], cudaEventDisableTiming);
    cudaEventRecord(ready[r], meeting->parts[r].stream);
  }
  cudaSetDevice(meeting->parts[0].device);
  for (std::size_t r = 1; r < n; ++r) cudaStreamWaitEvent(meeting->parts[0].stream, ready[r], 0);
  submit(meeting->parts[0].stream, [meeting] {
    std::vector<RankBuffers> buffers;
    for (const Participant& p : meeting->parts) buffers.push_back(p.buffers);
    if (meeting->message) {
      std::memmove(buffers[1].receive, buffers[0].send, meeting->message_bytes[1]);
      filled(buffers[1].receive, meeting->message_bytes[1]);
      return;
    }
    run_collective(meeting->shape, buffers);
    for (std::size_t r = 0; r < buffers.size(); ++r)
      if (meeting->shape.kind != Collective::reduce || static_cast<int>(r) == meeting->shape.root)
        filled(buffers[r].receive, receive_bytes(meeting->shape, buffers.size()));
  });
  cudaEvent_t done = nullptr;
  cudaEventCreateWithFlags(&done, cudaEventDisableTiming);
  cudaEventRecord(done, meeting->parts[0].stream);
  for (std::size_t r = 1; r < n; ++r) {
    cudaSetDevice(meeting->parts[r].device);
    cudaStreamWaitEvent(meeting->parts[r].stream, done, 0);
    cudaEventDestroy(ready[r]);
  }
  cudaSetDevice(meeting->parts[0].device);
  cudaEventDestroy(done);
  cudaSetDevice(before);
}

// Adds one participant; the last one starts the work.
void post(const MeetingPtr& meeting, std::size_t part, const Participant& participant) {
  meeting->parts[part] = participant;
  meeting->posted[part] = true;
  for (const bool p : meeting->posted)
    if (!p) return;
  launch(meeting);
  meeting->launched = true;
  state().changed.notify_all();
}

ncclResult_t wait_for(const MeetingPtr& meeting, const std::string& function) {
  std::unique_lock lock(state().mutex);
  if (state().changed.wait_for(lock, kPatience, [&] { return meeting->launched; })) return ncclSuccess;
  std::string missing;
  for (std::size_t r = 0; r < meeting->posted.size(); ++r)
    if (!meeting->posted[r]) missing += (missing.empty() ? "" : ", ") + std::to_string(r);
  std::fprintf(stderr,
               "%s waits for rank %s, which never made the same call: a hang on a GPU. With several ranks in one "
               "thread, put their calls between ncclGroupStart and ncclGroupEnd.\n",
               function.c_str(), missing.c_str());
  std::exit(86);
}

ncclResult_t finish(const MeetingPtr& meeting, const char* function) {
  if (group_depth > 0) {
    group_meetings.emplace_back(meeting, function);
    return ncclSuccess;
  }
  return wait_for(meeting, function);
}

ncclResult_t collective(const char* function, const void* caller, ncclComm_t comm, const CollectiveShape& shape,
                        const void* send, void* receive, cudaStream_t stream) {
  if (comm == nullptr || bytes_of(shape.type) == 0 || shape.op < 0 || shape.op >= ncclNumOps || shape.root < 0 ||
      shape.root >= comm->world->ranks)
    return ncclInvalidArgument;
  const auto ranks = static_cast<std::size_t>(comm->world->ranks);
  const bool root_only = shape.kind == Collective::reduce && shape.root != comm->rank;
  const bool receives_only = shape.kind == Collective::broadcast && shape.root != comm->rank;
  if (!receives_only && !reachable(function, {"sendbuff", send, send_bytes(shape, ranks)}, caller))
    return ncclInvalidArgument;
  if (!root_only && !reachable(function, {"recvbuff", receive, receive_bytes(shape, ranks)}, caller))
    return ncclInvalidArgument;
  MeetingPtr meeting;
  {
    const std::lock_guard lock(state().mutex);
    const std::uint64_t number = comm->collectives++;
    MeetingPtr& slot = comm->world->collectives[number];
    if (slot == nullptr) {
      slot = std::make_shared<Meeting>();
      slot->shape = shape;
      slot->parts.resize(ranks);
      slot->posted.resize(ranks);
    }
    meeting = slot;
    if (meeting->shape.kind != shape.kind || send_bytes(meeting->shape, 1) != send_bytes(shape, 1)) {
      std::fprintf(stderr, "%s: rank %d makes another call, or one with another size, than the ranks before it\n",
                   function, comm->rank);
      return ncclInvalidUsage;
    }
    post(meeting, static_cast<std::size_t>(comm->rank), {{send, receive}, stream, comm->device});
    if (meeting->launched) comm->world->collectives.erase(number);
  }
  return finish(meeting, function);
}

enum class End { sender, receiver };
ncclResult_t message(End end, const char* function, const void* caller, ncclComm_t comm, void* buffer, std::size_t count,
                     ncclDataType_t type, int peer, cudaStream_t stream) {
  if (comm == nullptr || bytes_of(type) == 0 || peer < 0 || peer >= comm->world->ranks) return ncclInvalidArgument;
  const std::size_t bytes = count * bytes_of(type), part = end == End::sender ? 0 : 1;
  if (!reachable(function, {end == End::sender ? "sendbuff" : "recvbuff", buffer, bytes}, caller))
    return ncclInvalidArgument;
  MeetingPtr meeting;
  {
    const std::lock_guard lock(state().mutex);
    auto& queue = comm->world->messages[end == End::sender ? std::pair{comm->rank, peer} : std::pair{peer, comm->rank}];
    for (const MeetingPtr& m : queue)
      if (!m->posted[part] && meeting == nullptr) meeting = m;
    if (meeting == nullptr) {
      meeting = std::make_shared<Meeting>();
      meeting->message = true;
      meeting->parts.resize(2);
      meeting->posted.resize(2);
      queue.push_back(meeting);
    }
    meeting->message_bytes[part] = bytes;
    if (meeting->posted[1 - part] && meeting->message_bytes[0] != meeting->message_bytes[1]) {
      std::fprintf(stderr, "%s: %zu bytes sent meet %zu bytes received\n", function, meeting->message_bytes[0],
                   meeting->message_bytes[1]);
      return ncclInvalidUsage;
    }
    post(meeting, part, {{buffer, buffer}, stream, comm->device});
    while (!queue.empty() && queue.front()->launched) queue.pop_front();
  }
  return finish(meeting, function);
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;
#define PREP_SIM_CALLER __builtin_return_address(0)

extern "C" {

ncclResult_t ncclGetVersion(int* version) {
  if (version == nullptr) return ncclInvalidArgument;
  *version = NCCL_VERSION_CODE;
  return ncclSuccess;
}

ncclResult_t ncclGetUniqueId(ncclUniqueId* id) {
  if (id == nullptr) return ncclInvalidArgument;
  const std::lock_guard lock(state().mutex);
  *id = {};
  const std::uint64_t number = state().next_id++;
  std::memcpy(id->internal, &number, sizeof number);
  return ncclSuccess;
}

ncclResult_t ncclCommInitRank(ncclComm_t* comm, int ranks, ncclUniqueId id, int rank) {
  if (comm == nullptr || ranks < 1 || rank < 0 || rank >= ranks) return ncclInvalidArgument;
  std::uint64_t number = 0;
  std::memcpy(&number, id.internal, sizeof number);
  const std::lock_guard lock(state().mutex);
  auto& world = state().worlds[number];
  if (world == nullptr) {
    world = std::make_shared<World>();
    world->ranks = ranks;
  }
  if (world->ranks != ranks) return ncclInvalidUsage;
  *comm = new prep_sim_comm{world, rank, 0, 0};
  cudaGetDevice(&(*comm)->device);
  return ncclSuccess;
}

ncclResult_t ncclCommInitAll(ncclComm_t* comms, int devices, const int* device_list) {
  if (comms == nullptr || devices < 1) return ncclInvalidArgument;
  int present = 0;
  cudaGetDeviceCount(&present);
  auto world = std::make_shared<World>();
  world->ranks = devices;
  for (int r = 0; r < devices; ++r) {
    const int device = device_list != nullptr ? device_list[r] : r;
    if (device < 0 || device >= present) return ncclInvalidArgument;
    comms[r] = new prep_sim_comm{world, r, device, 0};
  }
  return ncclSuccess;
}

ncclResult_t ncclCommFinalize(ncclComm_t comm) { return comm == nullptr ? ncclInvalidArgument : ncclSuccess; }
ncclResult_t ncclCommDestroy(ncclComm_t comm) {
  delete comm;
  return ncclSuccess;
}
ncclResult_t ncclCommAbort(ncclComm_t comm) { return ncclCommDestroy(comm); }
ncclResult_t ncclCommCount(ncclComm_t comm, int* count) {
  if (comm == nullptr || count == nullptr) return ncclInvalidArgument;
  *count = comm->world->ranks;
  return ncclSuccess;
}
ncclResult_t ncclCommUserRank(ncclComm_t comm, int* rank) {
  if (comm == nullptr || rank == nullptr) return ncclInvalidArgument;
  *rank = comm->rank;
  return ncclSuccess;
}
ncclResult_t ncclCommCuDevice(ncclComm_t comm, int* device) {
  if (comm == nullptr || device == nullptr) return ncclInvalidArgument;
  *device = comm->device;
  return ncclSuccess;
}
ncclResult_t ncclCommGetAsyncError(ncclComm_t comm, ncclResult_t* error) {
  if (comm == nullptr || error == nullptr) return ncclInvalidArgument;
  *error = ncclSuccess;
  return ncclSuccess;
}
const char* ncclGetErrorString(ncclResult_t result) {
  constexpr const char* kWords[] = {"no error",         "unhandled cuda error", "unhandled system error",
                                    "internal error",   "invalid argument",     "invalid usage",
                                    "remote error",     "in progress"};
  return result >= 0 && result <= ncclInProgress ? kWords[result] : "unknown result code";
}
const char* ncclGetLastError(ncclComm_t) { return ""; }
ncclResult_t ncclMemAlloc(void** pointer, size_t bytes) {
  return cudaMalloc(pointer, bytes) == cudaSuccess ? ncclSuccess : ncclUnhandledCudaError;
}
ncclResult_t ncclMemFree(void* pointer) { return cudaFree(pointer) == cudaSuccess ? ncclSuccess : ncclUnhandledCudaError; }

ncclResult_t ncclGroupStart(void) {
  ++group_depth;
  return ncclSuccess;
}
ncclResult_t ncclGroupEnd(void) {
  if (group_depth == 0) return ncclInvalidUsage;
  if (--group_depth > 0) return ncclSuccess;
  const auto meetings = std::move(group_meetings);
  group_meetings.clear();
  for (const auto& [meeting, function] : meetings) wait_for(meeting, function);
  return ncclSuccess;
}

ncclResult_t ncclAllReduce(const void* send, void* receive, size_t count, ncclDataType_t type, ncclRedOp_t op,
                           ncclComm_t comm, cudaStream_t stream) {
  return collective("ncclAllReduce", PREP_SIM_CALLER, comm, {Collective::all_reduce, count, type, op, 0}, send, receive, stream);
}
ncclResult_t ncclReduce(const void* send, void* receive, size_t count, ncclDataType_t type, ncclRedOp_t op, int root,
                        ncclComm_t comm, cudaStream_t stream) {
  return collective("ncclReduce", PREP_SIM_CALLER, comm, {Collective::reduce, count, type, op, root}, send, receive, stream);
}
ncclResult_t ncclBroadcast(const void* send, void* receive, size_t count, ncclDataType_t type, int root, ncclComm_t comm,
                           cudaStream_t stream) {
  return collective("ncclBroadcast", PREP_SIM_CALLER, comm, {Collective::broadcast, count, type, ncclSum, root}, send, receive, stream);
}
ncclResult_t ncclBcast(void* buffer, size_t count, ncclDataType_t type, int root, ncclComm_t comm, cudaStream_t stream) {
  return collective("ncclBcast", PREP_SIM_CALLER, comm, {Collective::broadcast, count, type, ncclSum, root}, buffer, buffer, stream);
}
ncclResult_t ncclAllGather(const void* send, void* receive, size_t count, ncclDataType_t type, ncclComm_t comm,
                           cudaStream_t stream) {
  return collective("ncclAllGather", PREP_SIM_CALLER, comm, {Collective::all_gather, count, type, ncclSum, 0}, send, receive, stream);
}
ncclResult_t ncclReduceScatter(const void* send, void* receive, size_t count, ncclDataType_t type, ncclRedOp_t op,
                               ncclComm_t comm, cudaStream_t stream) {
  return collective("ncclReduceScatter", PREP_SIM_CALLER, comm, {Collective::reduce_scatter, count, type, op, 0}, send, receive, stream);
}
ncclResult_t ncclAlltoAll(const void* send, void* receive, size_t count, ncclDataType_t type, ncclComm_t comm,
                          cudaStream_t stream) {
  return collective("ncclAlltoAll", PREP_SIM_CALLER, comm, {Collective::all_to_all, count, type, ncclSum, 0}, send, receive, stream);
}
ncclResult_t ncclSend(const void* send, size_t count, ncclDataType_t type, int peer, ncclComm_t comm, cudaStream_t stream) {
  return message(End::sender, "ncclSend", PREP_SIM_CALLER, comm, const_cast<void*>(send), count, type, peer, stream);
}
ncclResult_t ncclRecv(void* receive, size_t count, ncclDataType_t type, int peer, ncclComm_t comm, cudaStream_t stream) {
  return message(End::receiver, "ncclRecv", PREP_SIM_CALLER, comm, receive, count, type, peer, stream);
}
}
