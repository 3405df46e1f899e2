// expect: refused line=8 word="cp.async.bulk"
#include <cstdint>

#define BULK(to, from, bytes, barrier) \
  asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];" ::"r"(to), "l"(from), \
               "r"(bytes), "r"(barrier))

__global__ void load(const float* in) { BULK(0u, in, 16u, 0u); }

int main() { load<<<1, 1>>>(nullptr); }
