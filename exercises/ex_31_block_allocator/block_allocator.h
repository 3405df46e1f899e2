// The contract of ex_31: the bookkeeping of a paged KV cache. No memory is moved here, only numbers of
// blocks.
//
// There are `blocks` blocks, numbered 0..blocks-1, of `block_size` tokens each. A sequence owns a table of
// blocks; all are full but perhaps the last one. A block is in exactly one role:
//   used    in at least one table; its count is the number of tables that hold it
//   cached  in no table, full, findable by its hash, waiting in the eviction queue
//   free    in no table, holds nothing worth keeping
#pragma once
#include <cstdint>

enum class Status { ok = 0, no_space = 1, unknown_sequence = 2, sequence_exists = 3 };

struct Counts {
  int free, cached, used;
};

inline constexpr int kMaxSequences = 4096;  // seq, parent and child are always 0..kMaxSequences-1

struct BlockAllocator {
  // Adds `tokens` >= 0 tokens at the end of seq; a sequence that is unknown begins empty.
  //   full_hash   one hash for each block that becomes full by this call, in order. Equal hashes mean equal
  //               contents of this block and of everything before it: never look inside.
  // All or nothing: with too few blocks it answers no_space and nothing has changed (an unknown sequence
  // stays unknown). In this order:
  //   1. If the last block is partial, shared (count > 1) and tokens > 0, it is replaced by a new block, and
  //   the
  //      copy old -> new is remembered for take_copies. A block with count 1 is written in place.
  //   2. New blocks are taken for what does not fit: free blocks first; when there are none, the cached block
  //      that has waited longest is evicted, its hash is found no more.
  //   3. Blocks that are now full become findable by their hash, unless another block already is by that
  //   hash:
  //      then that one stays findable, and this one goes to `free` when its count falls to 0.
  virtual Status append(int seq, int tokens, const int64_t* full_hash) = 0;

  // child gets the same table and length; no block is copied. unknown_sequence (parent), sequence_exists
  // (child).
  virtual Status fork(int parent, int child) = 0;

  // The sequence is gone, its blocks lose one count each, from the last to the first. A block whose count
  // falls to 0 joins the end of the eviction queue if it is findable, and is free otherwise.
  // unknown_sequence.
  virtual Status free(int seq) = 0;

  // Begins seq with the longest run hash[0], hash[1], ... of findable blocks, cached or used; their counts
  // grow by one, and a cached block leaves the eviction queue. Returns the length of the run, -1 if seq
  // exists already.
  virtual int lookup(int seq, const int64_t* hash, int n) = 0;

  // Writes the first min(cap, length) blocks of the table; returns its length, -1 for an unknown sequence.
  virtual int table(int seq, int* out, int cap) const = 0;

  // Hands out at most cap remembered copies, oldest first, and forgets them; returns how many.
  virtual int take_copies(int* src, int* dst, int cap) = 0;

  virtual Counts counts() const = 0;
  virtual ~BlockAllocator() = default;
};

BlockAllocator* make_block_allocator(int blocks, int block_size);  // owned by the caller, who deletes it
