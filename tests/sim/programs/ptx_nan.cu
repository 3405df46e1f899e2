// expect: ok stdout="0 80000000 80000000 8000000000000000 7fffffff\n"
// NaN and values out of range become integers as PTX says: by the widths of both sides.
#include <cstdio>

struct Results {
  unsigned from_float, from_double, unsigned_from_double, clamped;
  unsigned long long wide;
};

__global__ void convert(Results* r, float f, double d) {
  asm("cvt.rni.s32.f32 %0, %1;" : "=r"(r->from_float) : "f"(f));
  asm("cvt.rni.s32.f64 %0, %1;" : "=r"(r->from_double) : "d"(d));
  asm("cvt.rzi.u32.f64 %0, %1;" : "=r"(r->unsigned_from_double) : "d"(d));
  asm("cvt.rzi.s64.f32 %0, %1;" : "=l"(r->wide) : "f"(f));
  asm("cvt.rzi.s32.f32 %0, %1;" : "=r"(r->clamped) : "f"(1e10f));
}

int main() {
  Results* r;
  cudaMallocManaged(&r, sizeof *r);
  convert<<<1, 1>>>(r, __builtin_nanf(""), __builtin_nan(""));
  cudaDeviceSynchronize();
  std::printf("%x %x %x %llx %x\n", r->from_float, r->from_double, r->unsigned_from_double, r->wide,
              r->clamped);
  cudaFree(r);
}
