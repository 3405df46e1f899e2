// expect: ok stdout="ok\n"
// launches by call
#include <cstdio>
#include <cassert>
#include <cuda_runtime.h>
__global__ void k(int* o, int a, double b) { *o = a + (int)b; }
template <class T, int N>
__global__ void tk(T* o, T a) {
  *o = a * N;
}
__global__ void noargs() {}
int main() {
  int* o;
  cudaMallocManaged(&o, 64);
  int a = 3;
  double b = 4.5;
  void* args[] = {&o, &a, &b};
  cudaLaunchKernel((void*)k, 1, 1, args, 0, 0);
  cudaDeviceSynchronize();
  assert(*o == 7);
  cudaLaunchKernel((const void*)&k, dim3(1), dim3(1), args, 0, nullptr);
  cudaDeviceSynchronize();
  void* fn = (void*)k;
  a = 5;
  cudaLaunchKernel(fn, 1, 1, args, 0, 0);
  cudaDeviceSynchronize();
  assert(*o == 9);
  const void* tf = reinterpret_cast<const void*>(&tk<int, 4>);
  void* targs[] = {&o, &a};
  cudaLaunchKernel(tf, 1, 1, targs, 0, 0);
  cudaDeviceSynchronize();
  assert(*o == 20);
  void* fns[] = {(void*)tk<int, 2>, (void*)tk<int, 3>};
  for (void* f : fns) {
    cudaLaunchKernel(f, 1, 1, targs, 0, 0);
  }
  cudaDeviceSynchronize();
  assert(*o == 15);
  cudaLaunchCooperativeKernel((void*)k, 1, 1, args);
  cudaLaunchCooperativeKernel(fn, 1, 1, args, 0, 0);
  cudaDeviceSynchronize();
  cudaLaunchConfig_t cfg = {0};
  cfg.gridDim = 1;
  cfg.blockDim = 1;
  cfg.dynamicSmemBytes = 0;
  cfg.stream = 0;
  cudaLaunchAttribute at[1];
  at[0].id = cudaLaunchAttributeCooperative;
  at[0].val.cooperative = 1;
  cfg.attrs = at;
  cfg.numAttrs = 1;
  assert(cudaLaunchKernelEx(&cfg, k, o, 6, 1.0) == cudaSuccess);
  cudaDeviceSynchronize();
  assert(*o == 7);
  cudaLaunchKernelEx(&cfg, tk<int, 9>, o, 2);
  cudaDeviceSynchronize();
  assert(*o == 18);
  cudaLaunchKernelExC(&cfg, (void*)k, args);
  cudaDeviceSynchronize();
  assert(*o == 9);
  cudaFuncSetAttribute(k, cudaFuncAttributeMaxDynamicSharedMemorySize, 65536);
  cudaFuncSetAttribute((const void*)k, cudaFuncAttributeMaxDynamicSharedMemorySize, 65536);
  cudaFuncSetAttribute(tk<float, 4>, cudaFuncAttributeMaxDynamicSharedMemorySize, 65536);
  cudaFuncAttributes fa;
  cudaFuncGetAttributes(&fa, k);
  cudaFuncGetAttributes(&fa, (void*)tk<int, 2>);
  int nb;
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&nb, k, 128, 0);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&nb, tk<int, 1>, 128, 0);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&nb, (const void*)k, 128, 0);
  puts("ok");
}
