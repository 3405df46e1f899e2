// expect: sim=wrong_answer gpu=wrong_answer
// Online softmax that keeps the old sum when the maximum grows: it was relative to the old one.
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
  for (int c = threadIdx.x; c < cols; c += kThreads) {
    const float v = from[c];
    if (v > max) {
      max = v;
    }
    if (v > -INFINITY) sum += expf(v - max);
  }
  const float own = max;
  max = block_max(own, shared);
  if (own > -INFINITY) sum *= expf(own - max);
  sum = block_sum(sum, shared);
  for (int c = threadIdx.x; c < cols; c += kThreads) to[c] = expf(from[c] - max) / sum;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows > 0) softmax_kernel<<<rows, kThreads>>>(x, y, cols);
}
