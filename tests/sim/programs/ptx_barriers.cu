// expect: ok stdout="handed 4960 parity 640 votes ffff 1 0 5 lanes 31 up 1\nelected 0 swapped 7 3 max 41 half 3\n"
// Named barriers between a producing and a consuming warp, an mbarrier with a spin loop, warp votes and shuffles,
// atomics, all in PTX.
#include <cstdint>
#include <cstdio>

struct Results {
  int handed, parity, votes, any, all, shuffled, lanes, up, elected;
  int cell, old, largest;
  unsigned halves;
};

__device__ uint32_t shared_address(const void* p) { return static_cast<uint32_t>(__cvta_generic_to_shared(p)); }

__device__ void wait_for(uint64_t* barrier, uint32_t phase) {
  asm volatile(
      "{\n"
      ".reg .pred done;\n"
      "LAB_WAIT_%=:\n"
      "mbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
      "@done bra DONE_%=;\n"
      "bra LAB_WAIT_%=;\n"
      "DONE_%=:\n"
      "}\n" ::"r"(shared_address(barrier)),
      "r"(phase)
      : "memory");
}

__global__ void hand_over(Results* r) {
  __shared__ int slots[32];
  int sum = 0;
  for (int round = 0; round < 10; ++round) {
    if (threadIdx.x < 32) {
      if (round > 0) asm volatile("bar.sync 2, 64;" ::: "memory");
      slots[threadIdx.x] = threadIdx.x;
      asm volatile("bar.arrive 1, 64;" ::: "memory");
    } else {
      asm volatile("bar.sync %0, %1;" ::"r"(1), "n"(64) : "memory");
      sum += slots[63 - threadIdx.x];
      if (round < 9) asm volatile("bar.arrive 2, 64;" ::: "memory");
    }
  }
  if (threadIdx.x >= 32) atomicAdd(&r->handed, sum);
}

__global__ void phases(Results* r) {
  __shared__ uint64_t barrier;
  __shared__ int slots[64];
  if (threadIdx.x == 0) asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(shared_address(&barrier)), "r"(64));
  __syncthreads();
  int sum = 0;
  for (uint32_t round = 0; round < 10; ++round) {
    slots[threadIdx.x] = 1;
    uint64_t state;
    asm volatile("mbarrier.arrive.shared::cta.b64 %0, [%1];" : "=l"(state) : "r"(shared_address(&barrier)) : "memory");
    wait_for(&barrier, round & 1);
    sum += slots[(threadIdx.x + 1) % 64];
    __syncthreads();
  }
  atomicAdd(&r->parity, sum);
}

__global__ void warps(Results* r) {
  const unsigned lane = threadIdx.x;
  unsigned votes, lanes, shuffled, up, leader, inside;
  int any, all;
  asm volatile("{ .reg .pred p; setp.lt.u32 p, %1, 16; vote.sync.ballot.b32 %0, p, 0xffffffff; }" : "=r"(votes) : "r"(lane));
  asm volatile(
      "{\n\t.reg .pred p, q;\n\t"
      "setp.eq.u32 p, %2, 3;\n\t"
      "vote.sync.any.pred q, p, -1;\n\tselp.s32 %0, 1, 0, q;\n\t"
      "vote.sync.all.pred q, p, -1;\n\tselp.s32 %1, 1, 0, q;\n\t}"
      : "=r"(any), "=r"(all)
      : "r"(lane));
  asm volatile("shfl.sync.idx.b32 %0, %1, 5, 0x1f, 0xffffffff;" : "=r"(shuffled) : "r"(lane));
  asm volatile(
      "{ .reg .pred p; shfl.sync.up.b32 %0|p, %2, 1, 0x0, 0xffffffff; selp.u32 %1, 1, 0, p; }"
      : "=r"(up), "=r"(inside)
      : "r"(lane));
  asm volatile("redux.sync.max.u32 %0, %1, 0xffffffff;" : "=r"(lanes) : "r"(lane));
  asm volatile("{ .reg .pred p; elect.sync %0|p, 0xffffffff; @p st.global.s32 [%1], 0; }" : "=r"(leader) : "l"(&r->elected) : "memory");
  asm volatile("red.relaxed.gpu.global.max.s32 [%0], %1;" ::"l"(&r->largest), "r"(lane + 10) : "memory");
  if (lane == 31) r->votes = votes, r->any = any, r->all = all, r->shuffled = shuffled, r->lanes = lanes, r->up = up == 30 && inside;
  if (lane == 0) {
    asm volatile("atom.global.cas.b32 %0, [%1], 3, 7;" : "=r"(r->old) : "l"(&r->cell) : "memory");
    asm volatile("red.global.add.noftz.f16x2 [%0], %1;" ::"l"(&r->halves), "r"(0x40003c00u) : "memory");
    asm volatile("red.global.add.noftz.f16x2 [%0], %1;" ::"l"(&r->halves), "r"(0x3c003c00u) : "memory");
  }
}

int main() {
  Results* r;
  cudaMallocManaged(&r, sizeof *r);
  *r = {};
  r->elected = -1, r->cell = 3;
  hand_over<<<1, 64>>>(r);
  phases<<<1, 64>>>(r);
  warps<<<1, 32>>>(r);
  if (cudaDeviceSynchronize() != cudaSuccess) return 1;
  std::printf("handed %d parity %d votes %x %d %d %d lanes %d up %d\n", r->handed, r->parity, r->votes, r->any, r->all, r->shuffled,
              r->lanes, r->up);
  std::printf("elected %d swapped %d %d max %d half %d\n", r->elected, r->cell, r->old, r->largest, r->halves == 0x42004000u ? 3 : 0);
}
