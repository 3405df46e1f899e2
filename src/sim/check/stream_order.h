// Which operations of streams come before which: by stream, event, default stream and host. The runtime tells
// it under its lock, when checking(); operations are run one at a time.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>

namespace prep::sim {

// By stream number: operations up to this sequence number come before.
using OperationOrder = std::map<std::uint64_t, std::uint64_t>;

void join(OperationOrder& order, const OperationOrder& other);

struct OrderedStream {
  std::uint64_t number = 0;  // given with the first operation
  OperationOrder queued;     // what comes before the next operation
  OperationOrder done;       // what came before the last one that was run, and itself
};

// A new operation; `order` is what it has to keep with the stream's queue. `others`: streams that it waits
// for by CUDA's rules of the default stream, joined before by the caller into stream.queued.
void order_operation(OrderedStream& stream, std::uint64_t sequence, OperationOrder& order);

// The host has waited for it.
void host_has_seen(const OperationOrder& order);

// Between these two an operation runs.
void begin_operation(const OrderedStream& stream, std::uint64_t sequence, const OperationOrder& order);
void end_operation();

// The running operation is a copy or a fill of a box of bytes.
struct Box {
  std::uintptr_t begin = 0;
  std::size_t width = 0, height = 1, pitch = 0;
};
enum class TransferUse { reads, writes, frees };
void check_transfer(const Box& box, TransferUse use, const void* caller);

// Host code touches memory that kernels also see.
void check_host_order(std::uintptr_t address, std::size_t bytes, bool writes, std::uintptr_t pc);

// The running operation is a grid: what it must be compared with.
struct LaunchPlace {
  const char* kernel = nullptr;
  std::uint64_t stream = 0, sequence = 0;
  unsigned block_x = 1, block_y = 1;
  std::uint64_t grid_x = 1, grid_y = 1;
};
void begin_launch_order(unsigned launch, const LaunchPlace& place);
const LaunchPlace& place_of_launch(unsigned launch);

// True when an earlier launch is not in order with the running one.
extern bool g_launches_overlap;
bool overlaps(unsigned launch);

// A kernel's access, compared with earlier copies and with the host's.
extern bool g_transfers_overlap;
struct Request;
void check_overlap(const Request& request);

}  // namespace prep::sim
