// The contract of ex_08: where each intermediate buffer of a graph lies in one pool of memory.
#pragma once
#include <cstdint>

struct mp_buf {
  int64_t bytes;        // 0 or more; may be far above 4 GiB
  int32_t first, last;  // the steps at which it is alive, both included; 0 <= first <= last
};

// Writes the offset of each of the n >= 0 buffers into offset[0..n) and returns the size of the pool.
//   - align is a power of two, 1 or more. Every offset is a multiple of it, the one of an empty buffer too.
//   - 0 <= offset[i] and offset[i] + bytes <= the pool.
//   - Buffers that are alive at a common step share no byte. There is no reuse in place: an input that dies
//   at
//     the step where an output is born is still being read there.
// And small:
//   - n <= 8: at most 5 % above the best pool there is;
//   - else at most 10 % above the bound, the largest sum of sizes alive at one step; where placing the
//   largest
//     first (README) does not get that close, at most 5 % above what that reaches.
// In both, a size counts rounded up to align. All sums stay below 2^62.
extern "C" int64_t mp_plan(const mp_buf* buffers, int n, int64_t align, int64_t* offset);
