// expect: ok stdout="bits 3 24 5 80000000 4\nperm 10107654 fp 3f800000\nconvert 2 3 2147483647 0 -2\ndot 70\nmath 0.5 2 1 3\nminmax 2 3 4294967295\n"
#include <cstdio>

__global__ void work(unsigned* u, int* i, float* f) {
  u[0] = __popc(0x70u), u[1] = __clz(0xff), u[2] = __ffs(0x10), u[3] = __brev(1u), u[4] = __ffsll(8ll);
  u[5] = __byte_perm(0x3210, 0x7654, 0x0054), u[6] = __float_as_uint(1.0f);
  i[0] = __float2int_rn(2.5f), i[1] = __float2int_ru(2.5f), i[2] = __float2int_rz(1e20f), i[3] = __float2int_rn(nanf("")),
  i[4] = __float2int_rz(-2.9f);
  i[5] = __dp4a(0x01020304, 0x05060708, 0);
  f[0] = rsqrtf(4.0f), f[1] = __fdividef(6.0f, 3.0f), f[2] = __saturatef(5.0f), f[3] = fmaf(1.0f, 2.0f, 1.0f);
  i[6] = min(2, 3), i[7] = max(2, 3), u[7] = max(-1, 1u);
}

int main() {
  unsigned *du, u[8];
  int *di, i[8];
  float *df, f[4];
  cudaMalloc(&du, sizeof u), cudaMalloc(&di, sizeof i), cudaMalloc(&df, sizeof f);
  work<<<1, 1>>>(du, di, df);
  cudaMemcpy(u, du, sizeof u, cudaMemcpyDeviceToHost);
  cudaMemcpy(i, di, sizeof i, cudaMemcpyDeviceToHost);
  cudaMemcpy(f, df, sizeof f, cudaMemcpyDeviceToHost);
  std::printf("bits %u %u %u %x %u\nperm %x fp %x\n", u[0], u[1], u[2], u[3], u[4], u[5], u[6]);
  std::printf("convert %d %d %d %d %d\ndot %d\n", i[0], i[1], i[2], i[3], i[4], i[5]);
  std::printf("math %g %g %g %g\nminmax %d %d %u\n", f[0], f[1], f[2], f[3], i[6], i[7], u[7]);
}
