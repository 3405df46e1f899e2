// expect: input_modified
// Spoils its input behind itself.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
__global__ void spoils(float* x) { x[0] += 1; }
extern "C" void twice(const float* x, float* y, int n) {
  k<<<grid(n), 256>>>(x, y, n);
  if (n > 0) spoils<<<1, 1>>>(const_cast<float*>(x));
}
