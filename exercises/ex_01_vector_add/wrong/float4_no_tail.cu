// expect: sim=wrong_answer gpu=wrong_answer
// Four floats at a time and nobody adds the last n % 4.
#include <cuda_runtime.h>

__global__ void add_kernel(const float4* a, const float4* b, float4* c, int quads) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= quads) return;
  const float4 x = a[i], y = b[i];
  c[i] = make_float4(x.x + y.x, x.y + y.y, x.z + y.z, x.w + y.w);
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  const int quads = n / 4;
  if (quads == 0) return;
  add_kernel<<<(quads + 255) / 256, 256>>>(reinterpret_cast<const float4*>(a), reinterpret_cast<const float4*>(b),
                                           reinterpret_cast<float4*>(c), quads);
}
