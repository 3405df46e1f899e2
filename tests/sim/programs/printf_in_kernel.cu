// expect: ok stdout="host first\nhello from block 1\n"
#include <cstdio>

__global__ __launch_bounds__(128) void hello() {
  if (blockIdx.x == 1 && threadIdx.x == 0) printf("hello from block %d\n", blockIdx.x);
}

int main() {
  hello<<<2, 32>>>();
  std::printf("host first\n");  // the kernel's output appears when the host waits for it
  cudaDeviceSynchronize();
}
