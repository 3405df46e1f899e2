// expect: wrong_answer
// NaN everywhere: no difference with a NaN is larger than any tolerance.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
__global__ void nan_kernel(float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = nanf("");
}
extern "C" void twice(const float*, float* y, int n) { nan_kernel<<<grid(n), 256>>>(y, n); }
