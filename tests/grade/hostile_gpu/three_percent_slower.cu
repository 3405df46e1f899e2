// expect: passed
// The control that the clock must see: a thirtieth more is read.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
__global__ void reads_again(const float* x, float* y, int n) {
  float sum = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) sum += x[i];
  if (sum == 12345.678f) y[0] = sum;
}
extern "C" void twice(const float* x, float* y, int n) {
  k<<<grid(n), 256>>>(x, y, n);
  if (n > 16) reads_again<<<grid(n / 16), 256>>>(x + n / 2, y, n / 16);
}
