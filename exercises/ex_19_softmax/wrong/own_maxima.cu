// expect: sim=wrong_answer gpu=wrong_answer
// Each thread subtracts its own maximum, and the sums are added as if they were relative to the same one.
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
  const float* from = x + static_cast<long long>(blockIdx.x) * cols;
  float* to = y + static_cast<long long>(blockIdx.x) * cols;
  float max = -INFINITY, sum = 0.0f;
  for (int c = threadIdx.x; c < cols; c += kThreads) max = fmaxf(max, from[c]);
  for (int c = threadIdx.x; c < cols; c += kThreads) sum += expf(from[c] - max);
  max = block_max(max, shared);
  sum = block_sum(sum, shared);
  for (int c = threadIdx.x; c < cols; c += kThreads) to[c] = expf(from[c] - max) / sum;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows > 0) softmax_kernel<<<rows, kThreads>>>(x, y, cols);
}
