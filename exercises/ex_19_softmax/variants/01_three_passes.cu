// expect: sim=passed gpu=too_slow
// Step 0, the definition, a block per row: maximum, sum, result, each read from global memory again.
// 16 bytes per element if nothing stays in a cache; for rows of 64 KB the L2 saves a part of that.
#include <cuda_runtime.h>

#include <cmath>

constexpr int kMaxThreads = 256;

template <class Combine>
__device__ float over_block(float value, float* shared, Combine combine) {
  shared[threadIdx.x] = value;
  __syncthreads();
  for (int half = blockDim.x / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) shared[threadIdx.x] = combine(shared[threadIdx.x], shared[threadIdx.x + half]);
    __syncthreads();
  }
  value = shared[0];
  __syncthreads();  // everybody has read it before the array is used again
  return value;
}

__global__ void softmax_kernel(const float* x, float* y, int cols) {
  __shared__ float shared[kMaxThreads];
  const float* from = x + static_cast<long long>(blockIdx.x) * cols;
  float* to = y + static_cast<long long>(blockIdx.x) * cols;
  float max = -INFINITY, sum = 0.0f;
  for (int c = threadIdx.x; c < cols; c += blockDim.x) max = fmaxf(max, from[c]);
  max = over_block(max, shared, [](float a, float b) { return fmaxf(a, b); });
  for (int c = threadIdx.x; c < cols; c += blockDim.x) sum += expf(from[c] - max);
  sum = over_block(sum, shared, [](float a, float b) { return a + b; });
  for (int c = threadIdx.x; c < cols; c += blockDim.x) to[c] = expf(from[c] - max) / sum;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  const int threads = cols <= 256 ? 32 : kMaxThreads;  // a power of two, for the tree
  if (rows > 0) softmax_kernel<<<rows, threads>>>(x, y, cols);
}
