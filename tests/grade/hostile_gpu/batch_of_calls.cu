// expect: wrong_answer
// Does the work of eight calls in one and nothing in the next seven.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
extern "C" void twice(const float* x, float* y, int n) {
  static int calls = 0;
  static float* kept = nullptr;
  static int size = 0;
  if (kept == nullptr || size != n || calls % 8 == 0) {
    if (kept) cudaFree(kept);
    cudaMalloc(&kept, sizeof(float) * (n + 1));
    k<<<grid(n), 256>>>(x, kept, n);
    size = n;
  }
  ++calls;
  cudaMemcpyAsync(y, kept, sizeof(float) * n, cudaMemcpyDeviceToDevice);
}
