#include "sim/engine/schedule.h"

#include <atomic>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "sim/engine/launch.h"

namespace prep::sim {
namespace {

__extension__ typedef unsigned __int128 Wide;

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

int from_environment() {
  const char* text = std::getenv("PREP_SIM_SCHEDULE");
  return text != nullptr ? std::atoi(text) : 0;
}

std::atomic<int>& current() {
  static std::atomic<int> value{from_environment()};
  return value;
}

}  // namespace

int schedule() { return current().load(std::memory_order_relaxed); }
void set_schedule(int schedule) { current().store(schedule, std::memory_order_relaxed); }

std::uint64_t block_at(std::uint64_t position, std::uint64_t count, int schedule) {
  if (schedule <= 0) return position;
  if (schedule == 1) return count - 1 - position;
  // position * step + offset is a permutation when step and count share no factor.
  std::uint64_t step = mix(static_cast<std::uint64_t>(schedule)) % count | 1;
  while (std::gcd(step, count) != 1) step += 2;
  const std::uint64_t offset = mix(static_cast<std::uint64_t>(schedule) + 1);
  return static_cast<std::uint64_t>((static_cast<Wide>(position) * step + offset) % count);
}

void permute(std::uint8_t* order, unsigned count, int schedule, std::uint64_t salt) {
  for (unsigned i = 0; i < count; ++i) {
    order[i] = static_cast<std::uint8_t>(schedule == 1 ? count - 1 - i : i);
  }
  if (schedule < 2) return;
  std::uint64_t state = mix(salt * 0x9e3779b97f4a7c15u + static_cast<std::uint64_t>(schedule));
  for (unsigned i = count; i > 1; --i) {
    state = mix(state + 0x9e3779b97f4a7c15u);
    std::swap(order[i - 1], order[state % i]);
  }
}

}  // namespace prep::sim
