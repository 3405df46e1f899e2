// expect: ok stdout="12\n15\n"
#include <cstdio>

__global__ void scale(int* p, int factor) { *p *= factor; }
template <class T>
__global__ void add(T* p, T n) { *p += n; }

int main() {
  int *d, h = 3, factor = 4, n = 3;
  cudaMalloc(&d, sizeof h);
  cudaMemcpy(d, &h, sizeof h, cudaMemcpyHostToDevice);
  void* arguments[] = {&d, &factor};
  cudaLaunchKernel((void*)scale, dim3(1), dim3(1), arguments, 0, 0);
  factor = 1000;  // too late to matter
  cudaMemcpy(&h, d, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("%d\n", h);
  void* more[] = {&d, &n};
  cudaLaunchKernel(reinterpret_cast<const void*>(add<int>), dim3(1), dim3(1), more);
  cudaMemcpy(&h, d, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("%d\n", h);
}
