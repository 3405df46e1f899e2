#include "sim/check/model_cost.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace prep::sim {
namespace {

constexpr std::uintptr_t kSector = 32;
constexpr unsigned kBanks = 32;

}  // namespace

Cost sectors(const WarpAccess& access) {
  std::uintptr_t touched[32 * 5];
  std::size_t count = 0;
  std::uintptr_t bytes = 0, previous_begin = ~std::uintptr_t{0};
  for (std::uint32_t rest = access.lanes; rest != 0; rest &= rest - 1) {
    const std::uintptr_t begin = access.address[std::countr_zero(rest)];
    if (begin != previous_begin) bytes += access.size;  // a broadcast is paid once
    previous_begin = begin;
    const std::uintptr_t last = (begin + access.size - 1) / kSector;
    for (std::uintptr_t sector = begin / kSector; sector <= last && count < std::size(touched); ++sector) {
      touched[count++] = sector;
    }
  }
  std::sort(touched, touched + count);
  const auto distinct = static_cast<std::uint64_t>(std::unique(touched, touched + count) - touched);
  return {distinct, std::min<std::uint64_t>(distinct, (bytes + kSector - 1) / kSector)};
}

// Wide accesses go by half and quarter warps; lanes that want the same word of a bank share a pass.
Cost bank_passes(const WarpAccess& access) {
  const unsigned lanes_per_group = access.size <= 4 ? 32 : std::max(8u, 128 / access.size);
  Cost cost;
  for (unsigned first = 0; first < 32; first += lanes_per_group) {
    std::uintptr_t words[kBanks][32];
    unsigned used[kBanks] = {}, most = 0;
    for (unsigned lane = first; lane < first + lanes_per_group; ++lane) {
      if ((access.lanes >> lane & 1) == 0) continue;
      const std::uintptr_t last = (access.address[lane] + access.size - 1) / 4;
      for (std::uintptr_t word = access.address[lane] / 4; word <= last; ++word) {
        const auto bank = static_cast<unsigned>(word % kBanks);
        std::uintptr_t* const end = words[bank] + used[bank];
        if (std::find(words[bank], end, word) != end || used[bank] == 32) continue;
        words[bank][used[bank]++] = word;
        most = std::max(most, used[bank]);
      }
    }
    cost.transactions += most;
    cost.ideal += most > 0;
  }
  return cost;
}

}  // namespace prep::sim
