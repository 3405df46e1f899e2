// expect: sim=deadlock gpu=deadlock|timed_out
// One kernel in which every block waits until all blocks have published. Blocks that do not fit on the device
// start only when others end, and those wait for them: it works for small n and never ends for large n.
#include <cuda/atomic>
#include <cuda_runtime.h>

constexpr int kTile = 1024;

using Counter = cuda::atomic_ref<int, cuda::thread_scope_device>;

__global__ void scan_kernel(const int* x, int* y, int n, int* arrived, int* sums) {
  __shared__ int buffer[2][kTile];
  __shared__ int before_tile;
  const int i = blockIdx.x * kTile + threadIdx.x;
  int from = 0;
  buffer[from][threadIdx.x] = i < n ? x[i] : 0;
  __syncthreads();
  for (int offset = 1; offset < kTile; offset *= 2) {
    int sum = buffer[from][threadIdx.x];
    if (threadIdx.x >= offset) sum += buffer[from][threadIdx.x - offset];
    buffer[1 - from][threadIdx.x] = sum;
    from = 1 - from;
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    sums[blockIdx.x] = buffer[from][kTile - 1];
    Counter counter(*arrived);
    counter.fetch_add(1, cuda::memory_order_acq_rel);
    while (counter.load(cuda::memory_order_acquire) < static_cast<int>(gridDim.x)) {
    }
    before_tile = 0;
    for (unsigned t = 0; t < blockIdx.x; ++t) before_tile += sums[t];
  }
  __syncthreads();
  if (i < n) y[i] = buffer[from][threadIdx.x] + before_tile;
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n == 0) return;
  int* words = static_cast<int*>(ws);
  cudaMemsetAsync(words, 0, sizeof(int));
  scan_kernel<<<(n + kTile - 1) / kTile, kTile>>>(x, y, n, words, words + 32);
}
