// expect: host=too_slow|timed_out
// Right, but every eviction looks at all blocks: O(pool) instead of O(1), and serving pools are large.
#include <algorithm>
#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "block_allocator.h"

namespace {

struct Block {
  int count = 0;  // tables that hold it
  bool findable = false;
  int64_t hash = 0;   // while findable
  int64_t stamp = 0;  // when it became cached
};

struct Sequence {
  bool live = false;
  int length = 0;  // in tokens
  std::vector<int> table;
};

struct Copy {
  int src, dst;
};

class Allocator final : public BlockAllocator {
 public:
  Allocator(int blocks, int block_size)
      : total_(blocks), block_size_(block_size), blocks_(index(blocks)), sequences_(kMaxSequences) {
    for (int block = blocks; block-- > 0;) free_.push_back(block);
    by_hash_.reserve(index(blocks));
  }

  Status append(int seq, int tokens, const int64_t* full_hash) override {
    Sequence& s = sequences_[index(seq)];
    const int full_before = s.length / block_size_, full_after = (s.length + tokens) / block_size_;
    const bool partial = s.length % block_size_ != 0;
    const bool copy = tokens > 0 && partial && blocks_[index(s.table.back())].count > 1;
    const int grow = (s.length + tokens + block_size_ - 1) / block_size_ - static_cast<int>(s.table.size());
    // Everything that can fail is decided here, before anything changes.
    if (grow + (copy ? 1 : 0) > available()) return Status::no_space;

    s.live = true;
    s.length += tokens;
    if (copy) {
      const int old = s.table.back();
      s.table.back() = take();
      --blocks_[index(old)].count;
      copies_.push_back({old, s.table.back()});
    }
    for (int i = 0; i < grow; ++i) s.table.push_back(take());
    for (int i = full_before; i < full_after; ++i) publish(s.table[index(i)], full_hash[i - full_before]);
    return Status::ok;
  }

  Status fork(int parent, int child) override {
    const Sequence& from = sequences_[index(parent)];
    if (!from.live) return Status::unknown_sequence;
    if (sequences_[index(child)].live) return Status::sequence_exists;
    sequences_[index(child)] = from;
    for (int block : from.table) ++blocks_[index(block)].count;
    return Status::ok;
  }

  Status free(int seq) override {
    Sequence& s = sequences_[index(seq)];
    if (!s.live) return Status::unknown_sequence;
    // The tail first: it is evicted first, and a prefix stays useful without its tail, never the other way.
    for (size_t i = s.table.size(); i-- > 0;) release(s.table[i]);
    s.live = false;
    s.length = 0;
    s.table.clear();  // keeps its memory for the next sequence in this slot
    return Status::ok;
  }

  int lookup(int seq, const int64_t* hash, int n) override {
    Sequence& s = sequences_[index(seq)];
    if (s.live) return -1;
    s.live = true;
    for (int i = 0; i < n; ++i) {
      const auto found = by_hash_.find(hash[i]);
      if (found == by_hash_.end()) break;
      Block& block = blocks_[index(found->second)];
      if (block.count++ == 0) leave_queue(found->second);
      s.table.push_back(found->second);
    }
    const int run = static_cast<int>(s.table.size());
    s.length = run * block_size_;
    return run;
  }

  int table(int seq, int* out, int cap) const override {
    const Sequence& s = sequences_[index(seq)];
    if (!s.live) return -1;
    const int length = static_cast<int>(s.table.size());
    std::copy_n(s.table.begin(), std::min(length, cap), out);
    return length;
  }

  int take_copies(int* src, int* dst, int cap) override {
    const int n = std::min(cap, static_cast<int>(copies_.size()));
    for (int i = 0; i < n; ++i) {
      src[i] = copies_.front().src;
      dst[i] = copies_.front().dst;
      copies_.pop_front();
    }
    return n;
  }

  Counts counts() const override {
    const int free_count = static_cast<int>(free_.size());
    return {free_count, cached_, total_ - free_count - cached_};
  }

 private:
  static size_t index(int i) { return static_cast<size_t>(i); }
  int available() const { return static_cast<int>(free_.size()) + cached_; }

  // A block with count 1. The caller has made sure that one is available.
  int take() {
    int block;
    if (!free_.empty()) {
      block = free_.back();
      free_.pop_back();
    } else {
      block = oldest();
      --cached_;
      by_hash_.erase(blocks_[index(block)].hash);
      blocks_[index(block)].findable = false;
    }
    blocks_[index(block)].count = 1;
    return block;
  }

  void release(int number) {
    Block& block = blocks_[index(number)];
    if (--block.count > 0) return;
    if (block.findable) {
      join_queue(number);
    } else {
      free_.push_back(number);
    }
  }

  void publish(int number, int64_t hash) {
    if (!by_hash_.try_emplace(hash, number).second) return;
    blocks_[index(number)].findable = true;
    blocks_[index(number)].hash = hash;
  }

  void join_queue(int number) {
    blocks_[index(number)].stamp = ++clock_;
    ++cached_;
  }

  void leave_queue(int number) {
    (void)number;  // count > 0 says it
    --cached_;
  }

  int oldest() const {
    int best = -1;
    for (int i = 0; i < total_; ++i) {
      const Block& block = blocks_[index(i)];
      if (block.findable && block.count == 0 && (best < 0 || block.stamp < blocks_[index(best)].stamp))
        best = i;
    }
    return best;
  }

  int64_t clock_ = 0;
  int total_, block_size_, cached_ = 0;
  std::vector<Block> blocks_;
  std::vector<int> free_;
  std::unordered_map<int64_t, int> by_hash_;
  std::vector<Sequence> sequences_;
  std::deque<Copy> copies_;
};

}  // namespace

BlockAllocator* make_block_allocator(int blocks, int block_size) {
  return std::make_unique<Allocator>(blocks, block_size).release();
}
