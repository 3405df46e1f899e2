// expect: refused line=7 word="wgmma.fence"
// The template's own line is named, not that of the asm.
__global__ void lane(unsigned* out) {
  unsigned id;
  asm volatile(
      "mov.u32 %0, %laneid;\n\t"
      "wgmma.fence.sync.aligned;"
      : "=r"(id));
  out[threadIdx.x] = id;
}
int main() { lane<<<1, 32>>>(nullptr); }
