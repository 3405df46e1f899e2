// expect: refused line=4 word="asm"
__global__ void lane(unsigned* out) {
  unsigned id;
  asm volatile("mov.u32 %0, %laneid;" : "=r"(id));
  out[threadIdx.x] = id;
}
int main() { lane<<<1, 32>>>(nullptr); }
