// expect: wrong_answer
// Works in the checked calls, and leaves most of the work out once many calls were made.
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
extern "C" void twice(const float* x, float* y, int n) {
  static int calls = 0;
  k<<<grid(n), 256>>>(x, y, ++calls > 3 ? n / 2 : n);
}
