// Block allocator: blocks in one array, the eviction queue and the hash chains threaded through it. O(1) per
// block, and nothing is allocated for one.
#include <algorithm>
#include <deque>
#include <memory>
#include <vector>

#include "block_allocator.h"

namespace {

constexpr int kNone = -1;

struct Block {
  int count = 0;  // tables that hold it
  bool findable = false;
  int64_t hash = 0;            // while findable
  int previous = 0, next = 0;  // in the eviction queue, while cached
  int chain = kNone;           // the next block of the same bucket, while findable
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
      : total_(blocks), block_size_(block_size), blocks_(index(blocks) + 1), sequences_(kMaxSequences) {
    // The last entry is the ends of the queue: a ring needs no special case for first and last.
    blocks_[index(total_)].previous = blocks_[index(total_)].next = total_;
    for (int block = blocks; block-- > 0;) free_.push_back(block);
    while ((size_t{1} << bits_) < 2 * index(blocks)) ++bits_;
    buckets_.assign(size_t{1} << bits_, kNone);
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
      const int found = find(hash[i]);
      if (found == kNone) break;
      if (blocks_[index(found)].count++ == 0) leave_queue(found);
      s.table.push_back(found);
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
      block = blocks_[index(total_)].next;
      leave_queue(block);
      unpublish(block);
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

  // Hashes are opaque, their low bits may be poor: multiply, keep the high bits.
  int& bucket(int64_t hash) {
    return buckets_[static_cast<size_t>((static_cast<uint64_t>(hash) * 0x9e3779b97f4a7c15u) >> (64 - bits_))];
  }

  int find(int64_t hash) {
    int block = bucket(hash);
    while (block != kNone && blocks_[index(block)].hash != hash) block = blocks_[index(block)].chain;
    return block;
  }

  void publish(int number, int64_t hash) {
    if (find(hash) != kNone) return;
    Block& block = blocks_[index(number)];
    block.findable = true;
    block.hash = hash;
    block.chain = bucket(hash);
    bucket(hash) = number;
  }

  void unpublish(int number) {
    Block& block = blocks_[index(number)];
    int* link = &bucket(block.hash);
    while (*link != number) link = &blocks_[index(*link)].chain;
    *link = block.chain;
    block.findable = false;
  }

  void join_queue(int number) {
    Block &block = blocks_[index(number)], &ends = blocks_[index(total_)];
    block.previous = ends.previous;
    block.next = total_;
    blocks_[index(ends.previous)].next = number;
    ends.previous = number;
    ++cached_;
  }

  void leave_queue(int number) {
    const Block& block = blocks_[index(number)];
    blocks_[index(block.previous)].next = block.next;
    blocks_[index(block.next)].previous = block.previous;
    --cached_;
  }

  int total_, block_size_, cached_ = 0, bits_ = 1;
  std::vector<Block> blocks_;
  std::vector<int> free_;
  std::vector<int> buckets_;  // the first block of each chain
  std::vector<Sequence> sequences_;
  std::deque<Copy> copies_;
};

}  // namespace

BlockAllocator* make_block_allocator(int blocks, int block_size) {
  return std::make_unique<Allocator>(blocks, block_size).release();
}
