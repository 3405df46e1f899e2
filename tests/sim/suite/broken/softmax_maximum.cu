// expect: race line=28|30|38 variable=max_s
// Softmax: thread 0 overwrites the shared maximum with the sum while others still read the maximum.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

#include <cmath>
__global__ void softmax(const float* x, float* y) {
  __shared__ float red[128];
  __shared__ float max_s;
  int t = threadIdx.x;
  const float* row = x + blockIdx.x * 128;
  red[t] = row[t];
  __syncthreads();
  for (int s = 64; s > 0; s >>= 1) {
    if (t < s) red[t] = fmaxf(red[t], red[t + s]);
    __syncthreads();
  }
  if (t == 0) max_s = red[0];
  __syncthreads();
  float e = expf(row[t] - max_s);
  red[t] = e;
  __syncthreads();
  for (int s = 64; s > 0; s >>= 1) {
    if (t < s) red[t] += red[t + s];
    __syncthreads();
  }
  y[blockIdx.x * 128 + t] = e / (red[0] + 0 * max_s);
  if (t == 0) max_s = red[0];
}
int main() {
  static float h[256];
  for (int i = 0; i < 256; i++) h[i] = (float)(i % 7);
  float *x, *y;
  CHECK(cudaMalloc(&x, sizeof h));
  CHECK(cudaMalloc(&y, sizeof h));
  CHECK(cudaMemcpy(x, h, sizeof h, cudaMemcpyHostToDevice));
  softmax<<<2, 128>>>(x, y);
  CHECK(cudaMemcpy(h, y, sizeof h, cudaMemcpyDeviceToHost));
  CHECK(cudaFree(x));
  CHECK(cudaFree(y));
  printf("done\n");
}
