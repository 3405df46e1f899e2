// expect: sim=passed gpu=passed
// Step 3, 16 bytes per access: one float4 of each array per thread, 32 bytes in flight instead of 8.
// A quarter of the instructions for the same bytes; the price is alignment and a tail of up to three
// elements.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c,
                           int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int quads = n / 4;
  if (i < quads) {
    const float4 x = reinterpret_cast<const float4*>(a)[i];
    const float4 y = reinterpret_cast<const float4*>(b)[i];
    reinterpret_cast<float4*>(c)[i] = make_float4(x.x + y.x, x.y + y.y, x.z + y.z, x.w + y.w);
  }
  const int tail = 4 * quads + i;
  if (i < 4 && tail < n) c[tail] = a[tail] + b[tail];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  const int threads = 256;
  const int quads = n / 4 + (n % 4 != 0 ? 1 : 0);
  add_kernel<<<(quads + threads - 1) / threads, threads>>>(a, b, c, n);
}
