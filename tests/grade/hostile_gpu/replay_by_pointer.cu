// expect: wrong_answer
// Keeps the first answer and copies it whenever the same pointers come again.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
extern "C" void twice(const float* x, float* y, int n) {
  static float* kept = nullptr;
  static const float* seen = nullptr;
  static int size = -1;
  if (seen == x && size == n) {
    cudaMemcpyAsync(y, kept, sizeof(float) * n, cudaMemcpyDeviceToDevice);
    return;
  }
  k<<<grid(n), 256>>>(x, y, n);
  if (kept) cudaFree(kept);
  cudaMalloc(&kept, sizeof(float) * (n + 1));
  cudaMemcpy(kept, y, sizeof(float) * n, cudaMemcpyDeviceToDevice);
  seen = x;
  size = n;
}
