__global__ void twice_kernel(const float4* x, float4* y, int quads) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= quads) return;
  const float4 v = x[i];
  y[i] = make_float4(2 * v.x, 2 * v.y, 2 * v.z, 2 * v.w);
}
__global__ void tail_kernel(const float* x, float* y, int from, int n) {
  const int i = from + threadIdx.x;
  if (i < n) y[i] = 2 * x[i];
}
extern "C" void twice(const float* x, float* y, int n) {
  const int quads = n / 4, blocks = (quads + 255) / 256;
  if (blocks > 0)
    twice_kernel<<<blocks, 256>>>(reinterpret_cast<const float4*>(x), reinterpret_cast<float4*>(y), quads);
  if (n % 4 != 0) tail_kernel<<<1, 32>>>(x, y, 4 * quads, n);
}
