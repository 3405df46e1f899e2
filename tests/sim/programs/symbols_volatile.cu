// expect: ok stdout="7 8 9 28\n"
// Symbols of volatile and const volatile types.
#include <cstdio>
__device__ volatile int flag = 7;
__device__ volatile float numbers[3];
__constant__ volatile int limit = 9;

__global__ void change() {
  flag = flag + 1;
  numbers[2] = static_cast<float>(limit + 19);
}

int main() {
  int before = 0, after = 0, most = 0;
  float last = 0;
  cudaMemcpyFromSymbol(&before, flag, sizeof before);
  cudaMemcpyToSymbol(flag, &before, sizeof before);
  change<<<1, 1>>>();
  cudaMemcpyFromSymbol(&after, flag, sizeof after);
  cudaMemcpyFromSymbol(&most, limit, sizeof most);
  cudaMemcpyFromSymbol(&last, numbers, sizeof last, 2 * sizeof last);
  volatile int* address = nullptr;
  size_t bytes = 0;
  cudaGetSymbolAddress((void**)&address, flag);
  cudaGetSymbolSize(&bytes, numbers);
  if (address == nullptr || bytes != sizeof numbers) std::puts("wrong");
  std::printf("%d %d %d %g\n", before, after, most, last);
}
