// expect: passed|too_slow
// Right, on a stream that the events of the default stream do not see: timed by the wall clock.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
extern "C" void twice(const float* x, float* y, int n) {
  static cudaStream_t stream = [] {
    cudaStream_t made;
    cudaStreamCreateWithFlags(&made, cudaStreamNonBlocking);
    return made;
  }();
  k<<<grid(n), 256, 0, stream>>>(x, y, n);
}
