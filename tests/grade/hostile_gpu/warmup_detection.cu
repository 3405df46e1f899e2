// expect: wrong_answer
// Works through the first dozen calls of a large shape, as a warm-up has them, then leaves a tenth out.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
extern "C" void twice(const float* x, float* y, int n) {
  static int calls = 0;
  const bool timed = n > 1000000 && ++calls > 12;
  k<<<grid(n), 256>>>(x, y, timed ? n / 10 * 9 : n);
}
