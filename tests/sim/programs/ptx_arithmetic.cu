// expect: ok stdout="lane 5 warp 1 tid 37\nsum 4294967295 7 1.5\nbits 12 cafe3412 3 28 2147483648\nwide 4294967296 fma 7\ncarry 0 1\nfloor 2 -3 255\nselect 9 4\nhalves 4200 3f80\npack 40003c00 tf32 3f802000\ntwice 6\n"
#include <cstdio>

struct Results {
  unsigned lane, warp, tid, u[16];
  unsigned long long wide;
  float f[4];
  int i[8];
};

#define ADD_TWICE(sum, x) asm volatile("add.s32 %0, %0, %1;\n\tadd.s32 %0, %0, %1;" : "+r"(sum) : "r"(x))

__device__ __forceinline__ unsigned lane_id() {
  unsigned id;
  asm("mov.u32 %0, %%laneid;" : "=r"(id));
  return id;
}

template <int kShift>
__device__ unsigned shifted(unsigned x) {
  unsigned y;
  asm("shl.b32 %0, %1, %2;" : "=r"(y) : "r"(x), "n"(kShift));
  return y;
}

__global__ void work(Results* r) {
  if (threadIdx.x != 37) return;
  r->lane = lane_id();
  asm volatile("mov.u32 %0, %warpid;" : "=r"(r->warp));
  asm volatile("mov.u32 %0, %%tid.x;" : "=r"(r->tid));
  asm("sub.u32 %0, %1, 1;" : "=r"(r->u[0]) : "r"(0));
  asm("mad.lo.s32 %0, %1, %2, %3;" : "=r"(r->i[0]) : "r"(2), "r"(3), "r"(1));
  asm("add.rn.f32 %0, %1, 0f3F000000;" : "=f"(r->f[0]) : "f"(1.0f));
  asm("lop3.b32 %0, %1, %2, %3, 0x96;" : "=r"(r->u[1]) : "r"(8u), "r"(5u), "r"(1u));
  asm("prmt.b32 %0, %1, %2, 0x5401;" : "=r"(r->u[2]) : "r"(0x00001234u), "r"(0x0000cafeu));
  asm("bfe.u32 %0, %1, 4, 2;" : "=r"(r->u[3]) : "r"(0xb5u));
  asm("bfind.u32 %0, %1;" : "=r"(r->u[4]) : "r"(0x10000001u));
  r->u[5] = shifted<31>(3);
  asm("mul.wide.u32 %0, %1, %2;" : "=l"(r->wide) : "r"(65536u), "r"(65536u));
  asm("fma.rn.f32 %0, %1, %2, %3;" : "=f"(r->f[1]) : "f"(2.0f), "f"(3.0f), "f"(1.0f));
  asm("add.cc.u32 %0, %2, %3;\n\t"
      "addc.u32 %1, %4, %5;"
      : "=r"(r->u[6]), "=r"(r->u[7])
      : "r"(0xffffffffu), "r"(1u), "r"(0u), "r"(0u));
  asm("cvt.rmi.s32.f32 %0, %1;" : "=r"(r->i[1]) : "f"(2.7f));
  asm("cvt.rmi.s32.f32 %0, %1;" : "=r"(r->i[2]) : "f"(-2.7f));
  asm("cvt.sat.u8.s32 %0, %1;" : "=r"(r->u[8]) : "r"(300));
  asm("{\n\t"
      ".reg .pred p, q;\n\t"
      "setp.gt.s32 p|q, %2, 3;  // a comment; with a semicolon\n\t"
      "@p mov.u32 %0, 9;\n\t"
      "@!p mov.u32 %0, 1;\n\t"
      "selp.u32 %1, 5, 4, q;\n\t"
      "}"
      : "=r"(r->u[9]), "=r"(r->u[10])
      : "r"(threadIdx.x));
  unsigned short half_sum, brain;
  asm("add.f16 %0, %1, %2;" : "=h"(half_sum) : "h"((unsigned short)0x3c00), "h"((unsigned short)0x4000));
  asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(brain) : "f"(1.001f));
  r->u[11] = half_sum, r->u[12] = brain;
  asm("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(r->u[13]) : "f"(2.0f), "f"(1.0f));
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(r->u[14]) : "f"(1.0006f));
  int twice = 0;
  ADD_TWICE(twice, 3);
  r->i[3] = twice;
}

int main() {
  Results* r;
  cudaMallocManaged(&r, sizeof *r);
  work<<<1, 64>>>(r);
  cudaDeviceSynchronize();
  std::printf("lane %u warp %u tid %u\n", r->lane, r->warp, r->tid);
  std::printf("sum %u %d %g\n", r->u[0], r->i[0], r->f[0]);
  std::printf("bits %u %x %u %u %u\n", r->u[1], r->u[2], r->u[3], r->u[4], r->u[5]);
  std::printf("wide %llu fma %g\n", r->wide, r->f[1]);
  std::printf("carry %u %u\n", r->u[6], r->u[7]);
  std::printf("floor %d %d %u\n", r->i[1], r->i[2], r->u[8]);
  std::printf("select %u %u\n", r->u[9], r->u[10]);
  std::printf("halves %x %x\n", r->u[11], r->u[12]);
  std::printf("pack %x tf32 %x\n", r->u[13], r->u[14]);
  std::printf("twice %d\n", r->i[3]);
}
