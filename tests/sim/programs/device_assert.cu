// expect: cuda_error line=5 word="p[threadIdx.x]" stdout="device-side assert triggered\ndevice-side assert triggered\n"
#include <cassert>
#include <cstdio>

__global__ void check(const int* p) { assert(p[threadIdx.x] > 0); }

int main() {
  int* d;
  cudaMalloc(&d, 32 * sizeof(int));
  cudaMemset(d, 0, 32 * sizeof(int));
  check<<<1, 32>>>(d);
  std::printf("%s\n", cudaGetErrorString(cudaDeviceSynchronize()));
  void* more;
  std::printf("%s\n", cudaGetErrorString(cudaMalloc(&more, 4)));  // the error is sticky
}
