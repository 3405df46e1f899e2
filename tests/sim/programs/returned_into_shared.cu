// expect: ok stdout="63 0\n"
// A function's result is stored straight into shared memory by the call itself, which the compiler's hooks do not
// see: it has been written all the same.
#include <cstdio>

struct Pair {
  float value;
  int index;
  int spare[4];  // returned in memory
};

__device__ __noinline__ float4 quad(const float* x, int i) { return {x[i], x[i + 1], 0, 1}; }
__device__ __noinline__ Pair pair(const float* x, int i) { return {x[i], i, {}}; }

__global__ void mirrored(const float* x, float* y) {
  __shared__ float4 quads[64];
  __shared__ Pair pairs[64];
  quads[threadIdx.x] = quad(x, threadIdx.x);
  pairs[threadIdx.x] = pair(x, threadIdx.x);
  __syncthreads();
  y[threadIdx.x] = quads[63 - threadIdx.x].x + pairs[63 - threadIdx.x].index;
}

int main() {
  float *x, *y, host[64];
  cudaMalloc(&x, 65 * sizeof(float));
  cudaMemset(x, 0, 65 * sizeof(float));
  cudaMalloc(&y, sizeof host);
  mirrored<<<1, 64>>>(x, y);
  cudaMemcpy(host, y, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%g %g\n", static_cast<double>(host[0]), static_cast<double>(host[63]));
  cudaFree(x);
  cudaFree(y);
}
