// expect: ok stdout="0 errors\n"
// cuda::barrier in its uses: arrive and wait apart, dropping, a completion, asynchronous copies; atomic_ref hand-over.
#pragma nv_diag_suppress static_var_with_dynamic_init
#include <cooperative_groups.h>
#include <cuda/atomic>
#include <cuda/barrier>
#include <cuda/std/utility>
#include <cstdio>
namespace cg = cooperative_groups;
using barrier = cuda::barrier<cuda::thread_scope_block>;
__device__ int errors = 0;
__device__ void expect(bool good) {
  if (!good) atomicAdd(&errors, 1);
}

__global__ void split(int rounds) {
  __shared__ barrier bar;
  __shared__ int data[128];
  const int t = threadIdx.x;
  if (t == 0) init(&bar, blockDim.x);
  __syncthreads();
  for (int r = 0; r < rounds; ++r) {
    data[t] = t + r;
    barrier::arrival_token token = bar.arrive();
    const int mine = t * r;
    bar.wait(cuda::std::move(token));
    expect(data[(t + 1) % 128] + mine == (t + 1) % 128 + r + t * r);
    bar.arrive_and_wait();
  }
  if (t >= 100) {
    bar.arrive_and_drop();
    return;
  }
  data[t] = -t;
  bar.arrive_and_wait();
  expect(data[99 - t] == t - 99);
}

__global__ void halves(int* out) {  // producers and consumers by warp
  __shared__ barrier full, empty;
  __shared__ int slot[32];
  const int t = threadIdx.x;
  if (t == 0) {
    init(&full, 64);
    init(&empty, 64);
  }
  __syncthreads();
  if (t < 32) {
    for (int i = 0; i < 5; ++i) {
      empty.arrive_and_wait();
      slot[t] = t + i;
      (void)full.arrive();
    }
  } else {
    (void)empty.arrive();
    for (int i = 0; i < 5; ++i) {
      full.arrive_and_wait();
      out[t - 32] += slot[63 - t];
      if (i < 4) (void)empty.arrive();
    }
  }
}

__global__ void copies(const int* in, int* out) {
  __shared__ alignas(16) int tile[256];
  __shared__ barrier bar;
  auto block = cg::this_thread_block();
  if (block.thread_rank() == 0) init(&bar, block.size());
  block.sync();
  cuda::memcpy_async(block, tile, in, cuda::aligned_size_t<16>(sizeof tile), bar);
  bar.arrive_and_wait();
  for (int i = threadIdx.x; i < 256; i += blockDim.x) out[i] = tile[255 - i];
}

__global__ void hand_over(int* data, int* flag) {
  cuda::atomic_ref<int, cuda::thread_scope_device> ready(*flag);
  if (blockIdx.x == 1) {
    if (threadIdx.x == 0) {
      *data = 41;
      ready.store(1, cuda::memory_order_release);
    }
  } else if (threadIdx.x == 0) {
    while (ready.load(cuda::memory_order_acquire) == 0) {
    }
    expect(*data == 41);
  }
}

int main() {
  split<<<3, 128>>>(4);
  int *in, *out, host[256];
  cudaMalloc(&in, sizeof host);
  cudaMalloc(&out, sizeof host);
  cudaMemset(out, 0, sizeof host);
  halves<<<1, 64>>>(out);
  cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  int wrong = 0;
  for (int i = 0; i < 32; ++i) wrong += host[i] != 5 * (31 - i) + 10;
  for (int i = 0; i < 256; ++i) host[i] = i * 3;
  cudaMemcpy(in, host, sizeof host, cudaMemcpyHostToDevice);
  copies<<<1, 64>>>(in, out);
  cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  for (int i = 0; i < 256; ++i) wrong += host[i] != (255 - i) * 3;
  cudaMemset(out, 0, sizeof host);
  hand_over<<<2, 32>>>(out, out + 1);
  cudaDeviceSynchronize();
  cudaMemcpyFromSymbol(host, errors, sizeof(int));
  std::printf("%d errors\n", wrong + host[0]);
}
