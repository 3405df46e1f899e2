// expect: ok stdout="out of memory, then no error\nlazy 1\n"
// An allocation that no device could hold fails and the program goes on; large memory costs nothing until used.
#include <cstdio>

__global__ void touch(char* p, size_t at) { p[at] = 7; }

int main() {
  void* p = nullptr;
  const cudaError_t error = cudaMalloc(&p, size_t{100} << 40);
  std::printf("%s, then ", cudaGetErrorString(error));
  cudaGetLastError();
  std::printf("%s\n", cudaGetErrorString(cudaGetLastError()));
  size_t room = 0, total = 0;
  cudaMemGetInfo(&room, &total);
  char* large = nullptr;
  cudaMalloc(&large, room / 2);
  touch<<<1, 1>>>(large, room / 2 - 1);
  char last = 0;
  cudaMemcpy(&last, large + room / 2 - 1, 1, cudaMemcpyDeviceToHost);
  std::printf("lazy %d\n", last == 7);
  cudaFree(large);
}
