// expect: ok stdout="m16n8k16 f16 f32 ok\nm16n8k16 f16 f16 ok\nm16n8k16 bf16 ok\nm16n8k8 f16 ok\nm16n8k8 tf32 ok\nm16n8k32 s8 ok\nm16n8k32 u8 satfinite ok\nm16n8k32 e4m3 ok\nm8n8k4 f64 ok\n"
// Each mma.sync against a plain product. The lanes' elements are written out as the PTX ISA lists them (a0: row
// groupID, column threadID_in_group * 2, …), apart from what the sim itself computes with.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp8.h>

#include <cstdio>
#include <cstring>

__device__ int a_value(int m, int k) { return (m * 3 + k * 5) % 7 - 3; }
__device__ int b_value(int k, int n) { return (k * 2 + n * 3) % 5 - 2; }
__device__ int wanted(int m, int n, int depth) {
  int sum = m - n;
  for (int k = 0; k < depth; ++k) sum += a_value(m, k) * b_value(k, n);
  return sum;
}
template <class T>
__device__ unsigned two(T low, T high) {
  unsigned short bits[2];
  memcpy(bits, &low, 2), memcpy(bits + 1, &high, 2);
  return bits[0] | unsigned(bits[1]) << 16;
}
template <class T>
__device__ T value(int x) {
  return T(float(x));
}

template <class T, int kDepth>
__device__ void fill16(unsigned* a, unsigned* b, int g, int t) {
  for (int half = 0; half < kDepth / 8; ++half) {
    const int k = 2 * t + 8 * half;
    a[2 * half] = two(value<T>(a_value(g, k)), value<T>(a_value(g, k + 1)));
    a[2 * half + 1] = two(value<T>(a_value(g + 8, k)), value<T>(a_value(g + 8, k + 1)));
    b[half] = two(value<T>(b_value(k, g)), value<T>(b_value(k + 1, g)));
  }
}
__device__ bool check(const float* d, int g, int t, int depth) {
  return d[0] == wanted(g, 2 * t, depth) && d[1] == wanted(g, 2 * t + 1, depth) && d[2] == wanted(g + 8, 2 * t, depth) &&
         d[3] == wanted(g + 8, 2 * t + 1, depth);
}
__device__ void start(float* c, int g, int t) {
  c[0] = g - 2 * t, c[1] = g - 2 * t - 1, c[2] = g + 8 - 2 * t, c[3] = g + 8 - 2 * t - 1;
}

__global__ void multiply(int* right) {
  const int lane = threadIdx.x, g = lane >> 2, t = lane & 3;
  unsigned a[4], b[2];
  float c[4], d[4];
  start(c, g, t);

  fill16<__half, 16>(a, b, g, t);
  asm volatile(
      "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 "
      "{%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%10,%11,%12,%13};\n"
      : "=f"(d[0]), "=f"(d[1]), "=f"(d[2]), "=f"(d[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]), "f"(c[0]), "f"(c[1]), "f"(c[2]), "f"(c[3]));
  if (!check(d, g, t, 16)) atomicExch(right, 0);

  unsigned sum[2] = {two(__float2half(c[0]), __float2half(c[1])), two(__float2half(c[2]), __float2half(c[3]))};
  asm volatile("mma.sync.aligned.m16n8k16.row.col.f16.f16.f16.f16 {%0,%1}, {%2,%3,%4,%5}, {%6,%7}, {%0,%1};"
               : "+r"(sum[0]), "+r"(sum[1])
               : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  const __half2* halves = reinterpret_cast<const __half2*>(sum);
  d[0] = __low2float(halves[0]), d[1] = __high2float(halves[0]), d[2] = __low2float(halves[1]), d[3] = __high2float(halves[1]);
  if (!check(d, g, t, 16)) atomicExch(right + 1, 0);

  fill16<__nv_bfloat16, 16>(a, b, g, t);
  start(d, g, t);
  asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
               : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
               : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  if (!check(d, g, t, 16)) atomicExch(right + 2, 0);

  fill16<__half, 8>(a, b, g, t);
  start(d, g, t);
  asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5}, {%6}, {%0,%1,%2,%3};"
               : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
               : "r"(a[0]), "r"(a[1]), "r"(b[0]));
  if (!check(d, g, t, 8)) atomicExch(right + 3, 0);

  a[0] = __float_as_uint(a_value(g, t)), a[1] = __float_as_uint(a_value(g + 8, t));
  a[2] = __float_as_uint(a_value(g, t + 4)), a[3] = __float_as_uint(a_value(g + 8, t + 4));
  b[0] = __float_as_uint(b_value(t, g)), b[1] = __float_as_uint(b_value(t + 4, g));
  start(d, g, t);
  asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
               : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
               : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  if (!check(d, g, t, 8)) atomicExch(right + 4, 0);

  for (int kind = 0; kind < 3; ++kind) {  // s8, u8 (all values raised by 3), e4m3
    for (int r = 0; r < 4; ++r) {
      a[r] = 0;
      for (int i = 0; i < 4; ++i) {
        const int x = a_value(g + 8 * (r & 1), 4 * t + i + 16 * (r >> 1));
        const unsigned byte = kind == 2 ? __nv_fp8_e4m3(float(x)).__x : unsigned(x + 3 * kind) & 255;
        a[r] |= byte << (8 * i);
      }
    }
    for (int r = 0; r < 2; ++r) {
      b[r] = 0;
      for (int i = 0; i < 4; ++i) {
        const int x = b_value(4 * t + i + 16 * r, g);
        const unsigned byte = kind == 2 ? __nv_fp8_e4m3(float(x)).__x : unsigned(x + 3 * kind) & 255;
        b[r] |= byte << (8 * i);
      }
    }
    int sums[4];
    start(c, g, t);
    for (int i = 0; i < 4; ++i) sums[i] = int(c[i]);
    if (kind == 0) {
      asm volatile("mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                   : "+r"(sums[0]), "+r"(sums[1]), "+r"(sums[2]), "+r"(sums[3])
                   : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
      for (int i = 0; i < 4; ++i) d[i] = sums[i];
      if (!check(d, g, t, 32)) atomicExch(right + 5, 0);
    } else if (kind == 1) {
      for (int i = 0; i < 4; ++i) sums[i] = 2147483647;
      asm volatile(
          "mma.sync.aligned.m16n8k32.row.col.satfinite.s32.u8.u8.s32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
          : "+r"(sums[0]), "+r"(sums[1]), "+r"(sums[2]), "+r"(sums[3])
          : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
      for (int i = 0; i < 4; ++i)
        if (sums[i] != 2147483647) atomicExch(right + 6, 0);
    } else {
      start(d, g, t);
      asm volatile("mma.sync.aligned.m16n8k32.row.col.f32.e4m3.e4m3.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                   : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
                   : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
      if (!check(d, g, t, 32)) atomicExch(right + 7, 0);
    }
  }

  double sum0 = g - 2 * t, sum1 = g - 2 * t - 1;
  asm volatile("mma.sync.aligned.m8n8k4.row.col.f64.f64.f64.f64 {%0,%1}, {%2}, {%3}, {%0,%1};"
               : "+d"(sum0), "+d"(sum1)
               : "d"(double(a_value(g, t))), "d"(double(b_value(t, g))));
  if (sum0 != wanted(g, 2 * t, 4) || sum1 != wanted(g, 2 * t + 1, 4)) atomicExch(right + 8, 0);
}

int main() {
  const char* const names[9] = {"m16n8k16 f16 f32", "m16n8k16 f16 f16", "m16n8k16 bf16", "m16n8k8 f16", "m16n8k8 tf32",
                                "m16n8k32 s8", "m16n8k32 u8 satfinite", "m16n8k32 e4m3", "m8n8k4 f64"};
  int* right;
  cudaMallocManaged(&right, 9 * sizeof(int));
  for (int i = 0; i < 9; ++i) right[i] = 1;
  multiply<<<1, 32>>>(right);
  if (cudaDeviceSynchronize() != cudaSuccess) return 1;
  for (int i = 0; i < 9; ++i) std::printf("%s %s\n", names[i], right[i] ? "ok" : "WRONG");
}
