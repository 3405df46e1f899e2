// expect: ok stdout="cast 6, pointer 12, template 20, config 26, attributes 32\n"
// Kernels launched by their address: casts, variables of type void*, templates, launch configurations.
#include <cstdio>

__global__ void add(int* p, int by) { *p += by; }
template <class T>
__global__ void add_as(T* p, T by) {
  *p += by;
}
namespace inner {
__global__ void twice(int* p, const int by) { *p += by + by; }
}

int main() {
  int* p;
  cudaMallocManaged(&p, sizeof(int));
  *p = 0;
  int by = 6;
  void* arguments[] = {&p, &by};
  cudaLaunchKernel((void*)add, dim3(1), dim3(1), arguments, 0, 0);
  cudaDeviceSynchronize();
  const int first = *p;
  const void* kernels[] = {(const void*)add, reinterpret_cast<const void*>(&add_as<int>), (void*)inner::twice};
  cudaLaunchKernel(kernels[0], dim3(1), dim3(1), arguments, 0, nullptr);
  cudaDeviceSynchronize();
  const int second = *p;
  by = 8;
  cudaLaunchKernel(kernels[1], 1, 1, arguments, 0, nullptr);
  cudaDeviceSynchronize();
  const int third = *p;
  by = 3;
  cudaLaunchConfig_t config = {};
  config.gridDim = 1;
  config.blockDim = 1;
  cudaLaunchKernelExC(&config, kernels[2], arguments);
  cudaDeviceSynchronize();
  const int fourth = *p;
  cudaLaunchAttribute attribute[1];
  attribute[0].id = cudaLaunchAttributeCooperative;
  attribute[0].val.cooperative = 1;
  config.attrs = attribute;
  config.numAttrs = 1;
  cudaLaunchKernelEx(&config, add, p, 6);
  cudaDeviceSynchronize();
  std::printf("cast %d, pointer %d, template %d, config %d, attributes %d\n", first, second, third, fourth, *p);
  cudaGetLastError();
  cudaFree(p);
}
