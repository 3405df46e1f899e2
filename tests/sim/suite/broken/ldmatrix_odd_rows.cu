// expect: memory_error line=24 variable=s
// ldmatrix takes row addresses that are not multiples of 16 bytes.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

#include <cuda_fp16.h>
__global__ void k(const half* x, unsigned* out) {
  __shared__ __align__(16) half s[8 * 12];
  const int ld = 12;
  for (int i = threadIdx.x; i < 8 * ld; i += 32) s[i] = x[i];
  __syncthreads();
  unsigned a = (unsigned)__cvta_generic_to_shared(&s[threadIdx.x % 8 * ld]);
  unsigned r;
  asm volatile("ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%0}, [%1];" : "=r"(r) : "r"(a));
  out[threadIdx.x] = r;
}
int main() {
  half* x;
  unsigned* o;
  CHECK(cudaMalloc(&x, 256));
  CHECK(cudaMalloc(&o, 128));
  CHECK(cudaMemset(x, 0, 256));
  k<<<1, 32>>>(x, o);
  cudaDeviceSynchronize();
  cudaFree(x);
  cudaFree(o);
}
