// expect: host=passed
// A buffer looks only at those near it in time: placed buffers are entered into buckets of steps. With
// buckets as wide as the mean lifetime there are about two entries per buffer, however the lifetimes are
// spread. Band gold.
#include <algorithm>
#include <numeric>
#include <vector>

#include "memory_planner.h"

namespace {

constexpr int kFew = 8;

struct Block {
  int64_t size, offset;
  int32_t first, last;
  int64_t end() const { return offset + size; }
};

bool meet(const Block& a, const Block& b) { return a.first <= b.last && b.first <= a.last; }

class ByStep {
 public:
  explicit ByStep(const std::vector<Block>& blocks) : blocks_(blocks), seen_(blocks.size(), -1) {
    int64_t steps = 0, lives = 0;
    for (const Block& b : blocks) {
      steps = std::max<int64_t>(steps, b.last + int64_t{1});
      lives += b.last - b.first + int64_t{1};
    }
    width_ = std::max<int64_t>(1, lives / std::max<int64_t>(1, static_cast<int64_t>(blocks.size())));
    buckets_.resize(static_cast<size_t>(steps / width_ + 1));
  }

  void enter(int i) {
    for (size_t b = bucket(at(i).first); b <= bucket(at(i).last); ++b) buckets_[b].push_back(i);
  }

  // Those that block i meets, by offset.
  const std::vector<int>& met_by(int i) {
    met_.clear();
    for (size_t b = bucket(at(i).first); b <= bucket(at(i).last); ++b)
      for (const int other : buckets_[b]) {
        if (seen_[static_cast<size_t>(other)] == i || !meet(at(other), at(i))) continue;
        seen_[static_cast<size_t>(other)] = i;
        met_.push_back(other);
      }
    std::sort(met_.begin(), met_.end(), [&](int a, int b) { return at(a).offset < at(b).offset; });
    return met_;
  }

 private:
  const Block& at(int i) const { return blocks_[static_cast<size_t>(i)]; }
  size_t bucket(int32_t step) const { return static_cast<size_t>(step / width_); }
  const std::vector<Block>& blocks_;
  int64_t width_ = 1;
  std::vector<std::vector<int>> buckets_;
  std::vector<int> seen_, met_;
};

int64_t place_largest_first(std::vector<Block>& blocks) {
  std::vector<int> order(blocks.size());
  std::iota(order.begin(), order.end(), 0);
  const auto block = [&](int i) -> Block& { return blocks[static_cast<size_t>(i)]; };
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return block(a).size > block(b).size; });
  ByStep placed(blocks);
  int64_t pool = 0;
  for (const int i : order) {
    int64_t top = 0, best = -1, best_width = INT64_MAX;
    for (const int j : placed.met_by(i)) {
      const int64_t width = block(j).offset - top;
      if (width >= block(i).size && width < best_width) best = top, best_width = width;
      top = std::max(top, block(j).end());
    }
    block(i).offset = best < 0 ? top : best;
    pool = std::max(pool, block(i).end());
    placed.enter(i);
  }
  return pool;
}

// Up to 8 buffers: all orders, each on top of those before it that it meets. 8! = 40,320.
int64_t best_order(std::vector<Block>& blocks, int64_t pool) {
  std::vector<Block> trial = blocks;
  std::vector<size_t> order(blocks.size());
  std::iota(order.begin(), order.end(), size_t{0});
  do {
    int64_t height = 0;
    for (size_t k = 0; k < order.size() && height < pool; ++k) {
      Block& b = trial[order[k]];
      b.offset = 0;
      for (size_t j = 0; j < k; ++j)
        if (meet(b, trial[order[j]])) b.offset = std::max(b.offset, trial[order[j]].end());
      height = std::max(height, b.end());
    }
    if (height < pool) pool = height, blocks = trial;
  } while (std::next_permutation(order.begin(), order.end()));
  return pool;
}

}  // namespace

int64_t mp_plan(const mp_buf* buffers, int n, int64_t align, int64_t* offset) {
  std::vector<Block> blocks;
  for (int i = 0; i < n; ++i)
    blocks.push_back({(buffers[i].bytes + align - 1) & -align, 0, buffers[i].first, buffers[i].last});
  int64_t pool = place_largest_first(blocks);
  if (n <= kFew) pool = best_order(blocks, pool);
  for (const Block& block : blocks) *offset++ = block.offset;
  return pool;
}
