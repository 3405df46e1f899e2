#include "sim/engine/warp_reduce.h"

#include <prep/sim/abi.h>

#include <bit>

namespace prep::sim {
namespace {

std::uint32_t reduce(prep_reduce_op op, std::uint32_t a, std::uint32_t b) {
  const auto signed_a = static_cast<std::int32_t>(a), signed_b = static_cast<std::int32_t>(b);
  switch (op) {
    case prep_reduce_add:
      return a + b;
    case prep_reduce_min_signed:
      return signed_a < signed_b ? a : b;
    case prep_reduce_max_signed:
      return signed_a > signed_b ? a : b;
    case prep_reduce_min_unsigned:
      return a < b ? a : b;
    case prep_reduce_max_unsigned:
      return a > b ? a : b;
    case prep_reduce_and:
      return a & b;
    case prep_reduce_or:
      return a | b;
    case prep_reduce_xor:
      return a ^ b;
  }
  return 0;
}

template <class F>
void each(std::uint32_t lanes, F f) {
  for (; lanes != 0; lanes &= lanes - 1) f(static_cast<unsigned>(std::countr_zero(lanes)));
}

void match_any(const Lanes& lanes) {
  std::uint64_t given[32];
  each(lanes.present, [&](unsigned lane) { given[lane] = lanes.fiber[lane]->value; });
  each(lanes.present, [&](unsigned lane) {
    std::uint32_t same = 0;
    each(lanes.present,
         [&](unsigned other) { same |= static_cast<std::uint32_t>(given[lane] == given[other]) << other; });
    lanes.fiber[lane]->value = same;
  });
}

// The result that all lanes share.
std::uint64_t common_result(Meeting meeting, const Lanes& lanes) {
  const Fiber& first = *lanes.fiber[std::countr_zero(lanes.present)];
  const std::uint64_t first_value = first.value;
  const auto op = static_cast<prep_reduce_op>(first.argument);
  std::uint32_t votes = 0;
  bool all_same = true;
  std::uint32_t sum = static_cast<std::uint32_t>(first_value);
  each(lanes.present, [&](unsigned lane) {
    const std::uint64_t value = lanes.fiber[lane]->value;
    votes |= static_cast<std::uint32_t>(value != 0) << lane;
    all_same = all_same && value == first_value;
    if (meeting == Meeting::reduce && lanes.fiber[lane] != &first) {
      sum = reduce(op, sum, static_cast<std::uint32_t>(value));
    }
  });
  if (meeting == Meeting::ballot) return votes;
  if (meeting == Meeting::match_all) return all_same ? lanes.present : 0;
  return sum;
}

}  // namespace

void combine(Meeting meeting, const Lanes& lanes) {
  if (meeting == Meeting::match_any) return match_any(lanes);
  const std::uint64_t result = common_result(meeting, lanes);
  each(lanes.present, [&](unsigned lane) { lanes.fiber[lane]->value = result; });
}

}  // namespace prep::sim
