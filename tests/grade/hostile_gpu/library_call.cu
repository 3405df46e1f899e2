// expect: forbidden_call
// Lets Thrust do it.
#include <thrust/execution_policy.h>
#include <thrust/transform.h>
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
struct Twice {
  __host__ __device__ float operator()(float v) const { return 2 * v; }
};
extern "C" void twice(const float* x, float* y, int n) {
  thrust::transform(thrust::device, x, x + n, y, Twice());
}
