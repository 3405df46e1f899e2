// The data movement of NCCL's collectives, all ranks' buffers in one address space.
#pragma once
#include <prep/sim/nccl.h>

#include <cstddef>
#include <vector>

namespace prep::sim {

enum class Collective { all_reduce, reduce, broadcast, all_gather, reduce_scatter, all_to_all };

struct CollectiveShape {
  Collective kind = Collective::all_reduce;
  std::size_t count = 0;  // elements, as the call gives them
  ncclDataType_t type = ncclFloat;
  ncclRedOp_t op = ncclSum;
  int root = 0;
};
struct RankBuffers {
  const void* send = nullptr;
  void* receive = nullptr;
};

// Bytes of one element; 0 for an unknown type.
std::size_t bytes_of(ncclDataType_t type);
// How many bytes a rank sends and receives.
std::size_t send_bytes(const CollectiveShape& shape, std::size_t ranks);
std::size_t receive_bytes(const CollectiveShape& shape, std::size_t ranks);
// Reads all ranks' send buffers and writes all receive buffers; in place is allowed.
void run_collective(const CollectiveShape& shape, const std::vector<RankBuffers>& ranks);

}  // namespace prep::sim
