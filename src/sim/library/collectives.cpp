#include "sim/library/collectives.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "sim/library/element.h"

namespace prep::sim {
namespace {

template <class Wide>
Wide combined(ncclRedOp_t op, Wide a, Wide b) {
  switch (op) {
    case ncclProd:
      return static_cast<Wide>(a * b);
    case ncclMax:
      return std::max(a, b);
    case ncclMin:
      return std::min(a, b);
    default:
      return static_cast<Wide>(a + b);
  }
}

// Ranks are combined in order: the same bits on every run.
template <class Stored, class Wide>
void reduce_as(const CollectiveShape& s, const std::vector<RankBuffers>& ranks, std::size_t first, std::size_t n,
               char* out) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = [&](const RankBuffers& r) {
      return static_cast<const Stored*>(r.send)[first + i].template value<Wide>();
    };
    Wide sum = at(ranks[0]);
    for (std::size_t r = 1; r < ranks.size(); ++r) sum = combined(s.op, sum, at(ranks[r]));
    if (s.op == ncclAvg) sum = static_cast<Wide>(sum / static_cast<Wide>(ranks.size()));
    Stored result;
    result.set(sum);
    std::memcpy(out + i * sizeof(Stored), &result, sizeof(Stored));
  }
}

// Elements [first, first + n) of all send buffers, combined.
std::vector<char> reduced(const CollectiveShape& s, const std::vector<RankBuffers>& ranks, std::size_t first,
                          std::size_t n) {
  std::vector<char> out(n * bytes_of(s.type));
  switch (s.type) {
    case ncclInt8:
      reduce_as<PlainElement<std::int8_t>, std::int8_t>(s, ranks, first, n, out.data());
      break;
    case ncclUint8:
      reduce_as<PlainElement<std::uint8_t>, std::uint8_t>(s, ranks, first, n, out.data());
      break;
    case ncclInt32:
      reduce_as<PlainElement<std::int32_t>, std::int32_t>(s, ranks, first, n, out.data());
      break;
    case ncclUint32:
      reduce_as<PlainElement<std::uint32_t>, std::uint32_t>(s, ranks, first, n, out.data());
      break;
    case ncclInt64:
      reduce_as<PlainElement<std::int64_t>, std::int64_t>(s, ranks, first, n, out.data());
      break;
    case ncclUint64:
      reduce_as<PlainElement<std::uint64_t>, std::uint64_t>(s, ranks, first, n, out.data());
      break;
    case ncclFloat16:
      reduce_as<HalfElement, float>(s, ranks, first, n, out.data());
      break;
    case ncclBfloat16:
      reduce_as<BfloatElement, float>(s, ranks, first, n, out.data());
      break;
    case ncclFloat64:
      reduce_as<PlainElement<double>, double>(s, ranks, first, n, out.data());
      break;
    default:
      reduce_as<PlainElement<float>, float>(s, ranks, first, n, out.data());
  }
  return out;
}

}  // namespace

std::size_t bytes_of(ncclDataType_t type) {
  constexpr std::size_t kBytes[] = {1, 1, 4, 4, 8, 8, 2, 4, 8, 2};
  return type >= 0 && type < ncclNumTypes ? kBytes[type] : 0;
}

std::size_t send_bytes(const CollectiveShape& s, std::size_t ranks) {
  const bool shared_out = s.kind == Collective::reduce_scatter || s.kind == Collective::all_to_all;
  return s.count * bytes_of(s.type) * (shared_out ? ranks : 1);
}
std::size_t receive_bytes(const CollectiveShape& s, std::size_t ranks) {
  const bool gathered = s.kind == Collective::all_gather || s.kind == Collective::all_to_all;
  return s.count * bytes_of(s.type) * (gathered ? ranks : 1);
}

void run_collective(const CollectiveShape& s, const std::vector<RankBuffers>& ranks) {
  const std::size_t part = s.count * bytes_of(s.type), n = ranks.size();
  const auto root = static_cast<std::size_t>(s.root);
  if (part == 0) return;
  // Everything is read before anything is written, since buffers may overlap in place.
  std::vector<std::vector<char>> sent(n);
  const auto keep = [&](std::size_t bytes) {
    for (std::size_t r = 0; r < n; ++r) {
      const char* const from = static_cast<const char*>(ranks[r].send);
      sent[r].assign(from, from + bytes);
    }
  };
  switch (s.kind) {
    case Collective::all_reduce:
    case Collective::reduce: {
      const std::vector<char> all = reduced(s, ranks, 0, s.count);
      for (std::size_t r = 0; r < n; ++r)
        if (s.kind == Collective::all_reduce || r == root) std::memcpy(ranks[r].receive, all.data(), part);
      break;
    }
    case Collective::reduce_scatter: {
      for (std::size_t r = 0; r < n; ++r) sent[r] = reduced(s, ranks, r * s.count, s.count);
      for (std::size_t r = 0; r < n; ++r) std::memcpy(ranks[r].receive, sent[r].data(), part);
      break;
    }
    case Collective::broadcast:
      for (std::size_t r = 0; r < n; ++r)
        if (ranks[r].receive != ranks[root].send) std::memmove(ranks[r].receive, ranks[root].send, part);
      break;
    case Collective::all_gather:
      keep(part);
      for (std::size_t r = 0; r < n; ++r)
        for (std::size_t from = 0; from < n; ++from)
          std::memcpy(static_cast<char*>(ranks[r].receive) + from * part, sent[from].data(), part);
      break;
    case Collective::all_to_all:
      keep(part * n);
      for (std::size_t r = 0; r < n; ++r)
        for (std::size_t from = 0; from < n; ++from)
          std::memcpy(static_cast<char*>(ranks[r].receive) + from * part, sent[from].data() + r * part, part);
      break;
  }
}

}  // namespace prep::sim
