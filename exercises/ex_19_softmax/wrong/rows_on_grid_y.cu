// expect: sim=crashed gpu=crashed
// Rows on grid.y, which ends at 65535; only grid.x goes up to 2^31 - 1.
#include <cuda_runtime.h>

#include <cmath>

constexpr int kThreads = 256;

__device__ float block_max(float value, float* shared) {
  shared[threadIdx.x] = value;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) shared[threadIdx.x] = fmaxf(shared[threadIdx.x], shared[threadIdx.x + half]);
    __syncthreads();
  }
  value = shared[0];
  __syncthreads();
  return value;
}

__device__ float block_sum(float value, float* shared) {
  shared[threadIdx.x] = value;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) shared[threadIdx.x] += shared[threadIdx.x + half];
    __syncthreads();
  }
  value = shared[0];
  __syncthreads();
  return value;
}

__global__ void softmax_kernel(const float* x, float* y, int cols) {
  __shared__ float shared[kThreads];
  const float* from = x + static_cast<long long>(blockIdx.y) * cols;
  float* to = y + static_cast<long long>(blockIdx.y) * cols;
  float max = -INFINITY, sum = 0.0f;
  for (int c = threadIdx.x; c < cols; c += kThreads) max = fmaxf(max, from[c]);
  max = block_max(max, shared);
  for (int c = threadIdx.x; c < cols; c += kThreads) sum += expf(from[c] - max);
  sum = block_sum(sum, shared);
  for (int c = threadIdx.x; c < cols; c += kThreads) to[c] = expf(from[c] - max) / sum;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows > 0) softmax_kernel<<<dim3(1, rows), kThreads>>>(x, y, cols);
}
