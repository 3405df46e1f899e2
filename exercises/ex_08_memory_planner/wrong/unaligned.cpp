// expect: host=wrong_answer
// Packs byte to byte: smaller, and no offset but the first is aligned.
#include "memory_planner.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace {

constexpr int kFew = 8;

struct Block {
  int64_t size;  // rounded up to align
  int32_t first, last;
  int64_t offset;
  int64_t end() const { return offset + size; }
};

bool meet(const Block& a, const Block& b) { return a.first <= b.last && b.first <= a.last; }

// No plan can be smaller: what is alive at one step must fit. The sum only grows where a buffer is born.
int64_t largest_live_sum(const std::vector<Block>& blocks) {
  int64_t most = 0;
  for (const Block& at : blocks) {
    int64_t sum = 0;
    for (const Block& b : blocks) sum += b.first <= at.first && at.first <= b.last ? b.size : 0;
    most = std::max(most, sum);
  }
  return most;
}

// placed is sorted by offset. The smallest gap that is wide enough, else above all that are met.
int64_t tightest_gap(const std::vector<Block>& placed, const Block& block) {
  int64_t top = 0, best = -1, best_width = INT64_MAX;
  for (const Block& other : placed) {
    if (!meet(other, block)) continue;
    const int64_t width = other.offset - top;
    if (width >= block.size && width < best_width) best = top, best_width = width;
    top = std::max(top, other.end());
  }
  return best < 0 ? top : best;
}

int64_t place_largest_first(std::vector<Block>& blocks) {
  std::vector<std::size_t> order(blocks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return blocks[a].size > blocks[b].size; });
  std::vector<Block> placed;
  placed.reserve(blocks.size());
  int64_t pool = 0;
  for (const std::size_t i : order) {
    blocks[i].offset = tightest_gap(placed, blocks[i]);
    pool = std::max(pool, blocks[i].end());
    const auto above = std::upper_bound(placed.begin(), placed.end(), blocks[i].offset,
                                        [](int64_t offset, const Block& b) { return offset < b.offset; });
    placed.insert(above, blocks[i]);
  }
  return pool;
}

// Sort the buffers of a best plan by offset: each may sink onto the highest one below it that it meets. So
// some order, each on top of those before it, is a best plan.
class AllOrders {
 public:
  AllOrders(std::vector<Block>& best, int64_t pool) : best_(best), blocks_(best), pool_(pool) {
    bound_ = largest_live_sum(blocks_);
  }

  int64_t search() {
    descend(0, 0);
    return pool_;
  }

 private:
  void descend(unsigned placed, int64_t pool) {
    if (pool >= pool_ || pool_ == bound_) return;
    if (placed + 1 == 1u << blocks_.size()) {
      pool_ = pool;
      best_ = blocks_;
      return;
    }
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (placed >> i & 1) continue;
      int64_t top = 0;
      for (std::size_t j = 0; j < blocks_.size(); ++j)
        if ((placed >> j & 1) != 0 && meet(blocks_[i], blocks_[j])) top = std::max(top, blocks_[j].end());
      blocks_[i].offset = top;
      descend(placed | 1u << i, std::max(pool, blocks_[i].end()));
    }
  }

  std::vector<Block>& best_;
  std::vector<Block> blocks_;
  int64_t pool_, bound_ = 0;
};

}  // namespace

int64_t mp_plan(const mp_buf* buffers, int n, int64_t align, int64_t* offset) {
  std::vector<Block> blocks;
  blocks.reserve(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) blocks.push_back({buffers[i].bytes, buffers[i].first, buffers[i].last, 0});
  int64_t pool = place_largest_first(blocks);
  if (n <= kFew) pool = AllOrders(blocks, pool).search();
  for (const Block& block : blocks) *offset++ = block.offset;
  return pool;
}
