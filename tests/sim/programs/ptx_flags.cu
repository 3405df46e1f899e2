// expect: ok stdout="42\n"
// One warp hands a value to another through a flag: st.release and ld.acquire in a spin loop.
#include <cstdio>

__global__ void hand_over(int* data, int* flag, int* out) {
  if (threadIdx.x == 0) {
    *data = 42;
    asm volatile("st.release.gpu.global.s32 [%0], %1;" ::"l"(flag), "r"(1) : "memory");
  }
  if (threadIdx.x == 32) {
    int seen;
    do {
      asm volatile("ld.acquire.gpu.global.s32 %0, [%1];" : "=r"(seen) : "l"(flag) : "memory");
    } while (seen == 0);
    *out = *data;
  }
}

int main() {
  int *d, h;
  cudaMalloc(&d, 3 * sizeof(int));
  cudaMemset(d, 0, 3 * sizeof(int));
  hand_over<<<1, 64>>>(d, d + 1, d + 2);
  cudaMemcpy(&h, d + 2, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("%d\n", h);
}
