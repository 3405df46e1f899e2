// expect: wrong_answer
// Half precision: 11 bits where 24 are due.
#include <cuda_fp16.h>
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
__global__ void in_half(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    y[i] = __half2float(__float2half(2 * x[i]));
}
extern "C" void twice(const float* x, float* y, int n) { in_half<<<grid(n), 256>>>(x, y, n); }
