// expect: ok stdout="ok\n"
// __CUDA_ARCH__
#include <cstdio>
#include <cassert>
#include <cuda_runtime.h>
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ < 600
#error too old
#endif
#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 600
#else
__device__ double atomicAdd(double* a, double b) { return 0; }
#endif
__host__ __device__ int where() {
#ifdef __CUDA_ARCH__
  return 1;
#else
  return 2;
#endif
}
__global__ void k(int* o) {
#if __CUDA_ARCH__ >= 800
  o[0] = 800;
#else
  o[0] = 1;
#endif
  o[1] = where();
}
struct Q {
  int v;
  __host__ __device__ Q(int x) : v(x) {
#ifndef __CUDA_ARCH__
    v += 100;
#endif
  }
};
__global__ void q(int* o) { o[2] = Q(1).v; }
#if defined(__CUDA_ARCH__)
#define INLINE_DEV __forceinline__
__device__ int only_device(int x) { return x; }
#else
#define INLINE_DEV
[[maybe_unused]] static int only_host(int x) { return x; }
#endif
#ifdef __CUDA_ARCH__
__device__ int both(int x) { return x + 1; }
#else
int both(int x) { return x + 2; }
#endif
__global__ void r(int* o) {
  o[3] = both(0);
#ifdef __CUDA_ARCH__
  o[3] += only_device(5);
#endif
}
int main() {
  int* o;
  cudaMallocManaged(&o, 64);
  k<<<1, 1>>>(o);
  q<<<1, 1>>>(o);
  r<<<1, 1>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 800 && o[1] == 1 && o[2] == 1 && o[3] == 6 && where() == 2 && Q(1).v == 101);
  puts("ok");
}
