// expect: host=passed
// The short way: a list of orders, each played by first fit, the best kept. For up to 8 buffers the list is
// all permutations, else by size, by lifetime and by both. Slower than the solution where orders are many;
// band pass.
#include <algorithm>
#include <numeric>
#include <vector>

#include "memory_planner.h"

namespace {

struct Plan {
  int64_t pool = INT64_MAX;
  std::vector<int64_t> offset;
};

class Planner {
 public:
  Planner(const mp_buf* buffers, int n, int64_t align) : buffers_(buffers, buffers + n) {
    for (mp_buf& b : buffers_) b.bytes = (b.bytes + align - 1) & -align;
  }

  void play(const std::vector<int>& order) {
    std::vector<int64_t> offset(buffers_.size());
    std::vector<int> placed;  // by offset
    int64_t pool = 0;
    for (const int i : order) {
      const mp_buf& b = at(i);
      int64_t top = 0;
      for (const int j : placed) {
        if (at(j).first > b.last || b.first > at(j).last) continue;
        if (offset[index(j)] - top >= b.bytes) break;
        top = std::max(top, offset[index(j)] + at(j).bytes);
      }
      offset[index(i)] = top;
      pool = std::max(pool, top + b.bytes);
      placed.insert(std::upper_bound(placed.begin(), placed.end(), i,
                                     [&](int a, int c) { return offset[index(a)] < offset[index(c)]; }),
                    i);
    }
    if (pool < best.pool) best = {pool, std::move(offset)};
  }

  template <class Key>
  void play_largest(const Key& key) {
    std::vector<int> order = birth_order();
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return key(at(a)) > key(at(b)); });
    play(order);
  }

  std::vector<int> birth_order() const {
    std::vector<int> order(buffers_.size());
    std::iota(order.begin(), order.end(), 0);
    return order;
  }

  Plan best;

 private:
  static size_t index(int i) { return static_cast<size_t>(i); }
  const mp_buf& at(int i) const { return buffers_[index(i)]; }
  std::vector<mp_buf> buffers_;
};

}  // namespace

int64_t mp_plan(const mp_buf* buffers, int n, int64_t align, int64_t* offset) {
  Planner planner(buffers, n, align);
  if (n <= 8) {
    std::vector<int> order = planner.birth_order();
    do planner.play(order);
    while (std::next_permutation(order.begin(), order.end()));
  } else {
    const auto length = [](const mp_buf& b) { return double{1} + b.last - b.first; };
    planner.play_largest([](const mp_buf& b) { return b.bytes; });
    planner.play_largest([&](const mp_buf& b) { return static_cast<double>(b.bytes) * length(b); });
    planner.play_largest(length);
  }
  std::copy(planner.best.offset.begin(), planner.best.offset.end(), offset);
  return planner.best.pool;
}
