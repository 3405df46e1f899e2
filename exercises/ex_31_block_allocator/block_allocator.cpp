// Block allocator of a paged KV cache. Judge it with: prep run ex_31
//
// The rules are in block_allocator.h. What is here serves sequences that are never shared and never found
// again: tables, and a stack of free blocks. Work in this order:
//   1. counts per block, and fork;
//   2. copy on write in append, and take_copies;
//   3. hashes: a map from hash to block, lookup, cached blocks that outlive their sequence;
//   4. the eviction queue. Leaving it from the middle must not cost a walk: think of what an LRU cache does.
#include "block_allocator.h"

#include <memory>
#include <vector>

namespace {

struct Sequence {
  bool live = false;
  int length = 0;  // in tokens
  std::vector<int> table;
};

class Allocator final : public BlockAllocator {
 public:
  Allocator(int blocks, int block_size)
      : block_size_(block_size), blocks_(blocks), sequences_(kMaxSequences) {
    for (int block = blocks; block-- > 0;) free_.push_back(block);
  }

  Status append(int seq, int tokens, const int64_t* full_hash) override {
    (void)full_hash;
    Sequence& s = sequences_[static_cast<size_t>(seq)];
    // TODO: all or nothing. How many blocks will this take? Is that many free?
    s.live = true;
    s.length += tokens;
    while (static_cast<int>(s.table.size()) * block_size_ < s.length && !free_.empty()) {
      s.table.push_back(free_.back());
      free_.pop_back();
    }
    return Status::ok;
  }

  Status fork(int parent, int child) override {
    (void)parent, (void)child;  // TODO
    return Status::unknown_sequence;
  }

  Status free(int seq) override {
    Sequence& s = sequences_[static_cast<size_t>(seq)];
    // TODO: a block may be in other tables too, and a full block is worth keeping.
    for (int block : s.table) free_.push_back(block);
    s = {};
    return Status::ok;
  }

  int lookup(int seq, const int64_t* hash, int n) override {
    (void)seq, (void)hash, (void)n;  // TODO
    return 0;
  }

  int table(int seq, int* out, int cap) const override {
    const Sequence& s = sequences_[static_cast<size_t>(seq)];
    if (!s.live) return -1;
    const int length = static_cast<int>(s.table.size());
    for (int i = 0; i < length && i < cap; ++i) out[i] = s.table[static_cast<size_t>(i)];
    return length;
  }

  int take_copies(int* src, int* dst, int cap) override {
    (void)src, (void)dst, (void)cap;  // TODO
    return 0;
  }

  Counts counts() const override {
    const int free_count = static_cast<int>(free_.size());
    return {free_count, 0, blocks_ - free_count};  // TODO: cached
  }

 private:
  int block_size_, blocks_;
  std::vector<int> free_;
  std::vector<Sequence> sequences_;
};

}  // namespace

BlockAllocator* make_block_allocator(int blocks, int block_size) {
  return std::make_unique<Allocator>(blocks, block_size).release();
}
