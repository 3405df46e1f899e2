// expect: memory_error
// Reads far past the end of its input and throws the value away: the answer is right.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
__global__ void reads_beyond(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    y[i] = 2 * x[i] + (x[n + 300000 + i] == 123456.0f ? 1e-30f : 0.0f);
}
extern "C" void twice(const float* x, float* y, int n) { reads_beyond<<<grid(n), 256>>>(x, y, n); }
