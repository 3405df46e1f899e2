// expect: sim=passed gpu=too_slow
// Step 4 of the ladder, for skewed input. Lanes with the same value find each other, and one adds for all of
// them: constant input costs one atomic per warp instead of 32 in a row. Uniform input pays for the search
// and gains nothing.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kWarps = kThreads / 32;

// All 32 lanes call it; a lane without a value passes -1.
__device__ void count(int* own, int v) {
  const int lane = threadIdx.x % 32;
  const unsigned same = __match_any_sync(0xffffffffu, v);
  const bool leads = lane == __ffs(static_cast<int>(same)) - 1;
  if (leads && v >= 0 && v < 256)
    own[v] += __popc(same);  // no atomic: the leaders of a warp have different values
  __syncwarp();              // the next round may have another leader for this value
}

__global__ void count_kernel(const int* x, int* bins, int n) {
  __shared__ int of_warp[kWarps][256];
  const int t = threadIdx.x;
  for (int w = 0; w < kWarps; ++w) of_warp[w][t] = 0;
  __syncthreads();
  int* own = of_warp[t / 32];
  const int quads = n / 4, stride = gridDim.x * kThreads;
  const int4* x4 = reinterpret_cast<const int4*>(x);
  // Whole warps stay in the loop to the end: everybody has to take part in the search.
  for (int i = blockIdx.x * kThreads + t; i - t % 32 < quads; i += stride) {
    const int4 v = i < quads ? x4[i] : int4{-1, -1, -1, -1};
    count(own, v.x);
    count(own, v.y);
    count(own, v.z);
    count(own, v.w);
  }
  if (blockIdx.x == 0 && t < 32) count(own, t < n % 4 ? x[4 * quads + t] : -1);
  __syncthreads();
  int sum = 0;
  for (int w = 0; w < kWarps; ++w) sum += of_warp[w][t];
  if (sum != 0) atomicAdd(bins + t, sum);
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  cudaMemsetAsync(bins, 0, 256 * sizeof(int));
  if (n == 0) return;
  const int wanted = (n - 1) / (4 * kThreads) + 1;
  const int blocks = wanted < 1056 ? wanted : 1056;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
