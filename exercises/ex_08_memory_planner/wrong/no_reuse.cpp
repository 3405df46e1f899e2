// expect: host=wrong_answer
// The sum of all: valid, and as large as if nothing ever died.
#include "memory_planner.h"

int64_t mp_plan(const mp_buf* buffers, int n, int64_t align, int64_t* offset) {
  int64_t pool = 0;
  for (int i = 0; i < n; ++i) {
    offset[i] = pool;
    pool += (buffers[i].bytes + align - 1) & -align;
  }
  return pool;
}
