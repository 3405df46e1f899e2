// expect: ok stdout="7 10 0 9 3 0 5 4294967295 1 0\n00070003 00000004 fff80002 00050000 1 0\n"
// DPX instructions of dynamic programming, on words and on halfwords.
#include <cstdio>
__global__ void words() {
  bool first = false, second = true;
  const int larger = __vibmax_s32(3, 5, &second);
  __vibmin_u32(3u, 5u, &first);
  printf("%d %d %d %d %d %d %d %u %d %d\n", __viaddmax_s32(3, 4, 6), __viaddmax_s32(3, 4, 10),
         __viaddmax_s32_relu(-3, -4, -6), __vimax3_s32(-1, 9, 3), __vimin3_s32(5, 3, 4),
         __vimin3_s32_relu(-5, 3, 4), larger, __viaddmin_u32(0xffffffffu, 0u, 0xffffffffu), first, second);
  bool high = false, low = true;
  const unsigned least = __vibmin_s16x2(0x00050000u, 0x00060000u, &high, &low);
  printf("%08x %08x %08x %08x %d %d\n", __viaddmax_s16x2(0x00030001u, 0x00040001u, 0xffff0003u),
         __vimax3_s16x2_relu(0xfff10004u, 0xfff20003u, 0xfff30002u), __vimin3_s16x2(0xfff80002u, 0x00010003u, 0x00020004u),
         least, high, low - 1);
}
int main() {
  words<<<1, 1>>>();
  return cudaDeviceSynchronize();
}
