// expect: sim=race gpu=race|wrong_answer
// volatile makes every access go to memory. It orders nothing between threads: the last warp still races.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kChunk = 4 * kThreads;

__global__ void block_sums_kernel(const float* x, float* out, int n) {
  __shared__ float tree[kThreads];
  const int t = threadIdx.x, first = blockIdx.x * kChunk + t;
  float mine = 0.0f;
#pragma unroll
  for (int k = 0; k < 4; ++k)
    if (first + k * kThreads < n) mine += x[first + k * kThreads];
  tree[t] = mine;
  __syncthreads();
  for (int half = kThreads / 2; half >= 32; half /= 2) {
    if (t < half) tree[t] += tree[t + half];
    __syncthreads();
  }
  if (t < 32) {
    volatile float* warp = tree;
    for (int half = 16; half > 0; half /= 2)
      if (t < half) warp[t] += warp[t + half];
    if (t == 0) out[blockIdx.x] = warp[0];
  }
}

extern "C" void block_sums(const float* x, float* out, int n) {
  const int blocks = (n - 1) / kChunk + 1;
  block_sums_kernel<<<blocks, kThreads, 0, race_stream()>>>(x, out, n);
}

constexpr int kMaxRadius = 32;

// The piece of a row that the outputs first .. first + 255 need, with zeros outside of the row.
__device__ void fetch(float* tile, const float* row, int first, int cols, int radius) {
  for (int e = threadIdx.x; e < kThreads + 2 * radius; e += kThreads) {
    const int c = first - radius + e;
    tile[e] = c >= 0 && c < cols ? row[c] : 0.0f;
  }
}

__global__ void row_blur_kernel(const float* in, float* out, int cols, int radius) {
  __shared__ float tiles[2][kThreads + 2 * kMaxRadius];
  const long long row = static_cast<long long>(blockIdx.x) * cols;
  int now = 0;
  fetch(tiles[now], in + row, 0, cols, radius);
  __syncthreads();
  for (int first = 0; first < cols; first += kThreads) {
    if (first + kThreads < cols) fetch(tiles[1 - now], in + row, first + kThreads, cols, radius);
    const int c = first + threadIdx.x;
    if (c < cols) {
      float sum = 0.0f;
      for (int d = 0; d <= 2 * radius; ++d) sum += tiles[now][threadIdx.x + d];
      out[row + c] = sum;
    }
    __syncthreads();
    now = 1 - now;
  }
}

extern "C" void row_blur(const float* in, float* out, int rows, int cols, int radius) {
  row_blur_kernel<<<rows, kThreads, 0, race_stream()>>>(in, out, cols, radius);
}

constexpr int kMaxBlocks = 1024;

struct Best {
  float value;
  int index;
};

__device__ float block_values[kMaxBlocks];
__device__ int block_indices[kMaxBlocks];
__device__ unsigned blocks_done = 0;

__device__ void take_better(Best& best, float value, int index) {
  if (value > best.value || (value == best.value && index < best.index)) best = {value, index};
}

// The best of the block, valid in thread 0.
__device__ Best best_of_block(Best mine) {
  __shared__ float values[kThreads];
  __shared__ int indices[kThreads];
  const int t = threadIdx.x;
  __syncthreads();
  values[t] = mine.value;
  indices[t] = mine.index;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (t < half) {
      take_better(mine, values[t + half], indices[t + half]);
      values[t] = mine.value;
      indices[t] = mine.index;
    }
    __syncthreads();
  }
  return mine;
}

__global__ void argmax_kernel(const float* x, int* index, int n) {
  __shared__ bool last;
  const int first = blockIdx.x * kThreads + threadIdx.x, stride = gridDim.x * kThreads;
  Best mine = {x[0], 0};
  for (int i = first; i < n; i += stride) take_better(mine, x[i], i);
  mine = best_of_block(mine);
  if (threadIdx.x == 0) {
    block_values[blockIdx.x] = mine.value;
    block_indices[blockIdx.x] = mine.index;
    __threadfence();
    last = atomicAdd(&blocks_done, 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last) return;
  __threadfence();
  mine = {x[0], 0};
  for (int b = threadIdx.x; b < gridDim.x; b += kThreads)
    take_better(mine, block_values[b], block_indices[b]);
  mine = best_of_block(mine);
  if (threadIdx.x == 0) {
    *index = mine.index;
    blocks_done = 0;
  }
}

extern "C" void argmax_once(const float* x, int* index, int n) {
  const int wanted = (n - 1) / kChunk + 1, blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  argmax_kernel<<<blocks, kThreads, 0, race_stream()>>>(x, index, n);
}
