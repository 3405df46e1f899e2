// expect: refused line=6 word="%3"
__global__ void add(unsigned* out) {
  unsigned sum;
  asm("{ .reg .u32 t;\n"
      "mov.u32 t, %1;\n"
      "add.u32 %0, t, %3; }"
      : "=r"(sum)
      : "r"(1u), "r"(2u));
  *out = sum;
}
int main() { add<<<1, 1>>>(nullptr); }
