// expect: ok stdout="0 errors\n"
// The three forms of pipelines: intrinsics, cuda::pipeline of one thread, and of a block with producer warps.
#include <cooperative_groups.h>
#include <cooperative_groups/memcpy_async.h>
#include <cuda/pipeline>
#include <cuda_pipeline.h>
#include <cstdio>
namespace cg = cooperative_groups;
constexpr int kTile = 64, kTiles = 8;

__global__ void by_intrinsics(const float* in, float* out) {
  __shared__ float tile[2][kTile];
  const int t = threadIdx.x;
  __pipeline_memcpy_async(&tile[0][t], in + t, sizeof(float));
  __pipeline_commit();
  for (int i = 0; i < kTiles; ++i) {
    if (i + 1 < kTiles)
      __pipeline_memcpy_async(&tile[(i + 1) % 2][t], in + (i + 1) * kTile + t, sizeof(float));
    __pipeline_commit();
    __pipeline_wait_prior(1);
    __syncthreads();
    out[i * kTile + t] = tile[i % 2][kTile - 1 - t];
    __syncthreads();
  }
}

__global__ void by_thread(const float* in, float* out) {
  __shared__ float tile[3][kTile];
  auto pipe = cuda::make_pipeline();
  const int t = threadIdx.x;
  int fetch = 0;
  for (int i = 0; i < kTiles; ++i) {
    for (; fetch < kTiles && fetch < i + 2; ++fetch) {
      pipe.producer_acquire();
      cuda::memcpy_async(&tile[fetch % 3][t], in + fetch * kTile + t, cuda::aligned_size_t<4>(sizeof(float)),
                         pipe);
      pipe.producer_commit();
    }
    pipe.consumer_wait();
    __syncthreads();
    out[i * kTile + t] = tile[i % 3][kTile - 1 - t];
    pipe.consumer_release();
    __syncthreads();
  }
}

__global__ void by_block(const float* in, float* out) {
  __shared__ float tile[2][kTile];
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, 2> state;
  auto block = cg::this_thread_block();
  const auto role = block.thread_rank() < 32 ? cuda::pipeline_role::producer : cuda::pipeline_role::consumer;
  auto pipe = cuda::make_pipeline(block, &state, role);
  for (int i = 0; i < kTiles; ++i) {
    if (role == cuda::pipeline_role::producer) {
      pipe.producer_acquire();
      for (int k = block.thread_rank(); k < kTile; k += 32)
        cuda::memcpy_async(&tile[i % 2][k], in + i * kTile + k, sizeof(float), pipe);
      pipe.producer_commit();
    } else {
      const int t = block.thread_rank() - 32;
      pipe.consumer_wait();
      out[i * kTile + t] = tile[i % 2][kTile - 1 - t];
      pipe.consumer_release();
    }
  }
}

__global__ void by_group(const float* in, float* out) {
  __shared__ float tile[kTile];
  auto block = cg::this_thread_block();
  for (int i = 0; i < kTiles; ++i) {
    cg::memcpy_async(block, tile, in + i * kTile, sizeof tile);
    cg::wait(block);
    out[i * kTile + threadIdx.x] = tile[kTile - 1 - threadIdx.x];
    block.sync();
  }
}

int main() {
  constexpr int n = kTile * kTiles;
  float *in, *out, host[n], back[n];
  for (int i = 0; i < n; ++i) host[i] = i * 0.5f;
  cudaMalloc(&in, sizeof host);
  cudaMalloc(&out, sizeof host);
  cudaMemcpy(in, host, sizeof host, cudaMemcpyHostToDevice);
  int errors = 0;
  for (int way = 0; way < 4; ++way) {
    cudaMemset(out, 0, sizeof host);
    if (way == 0) by_intrinsics<<<1, kTile>>>(in, out);
    if (way == 1) by_thread<<<1, kTile>>>(in, out);
    if (way == 2) by_block<<<1, kTile + 32>>>(in, out);
    if (way == 3) by_group<<<1, kTile>>>(in, out);
    cudaMemcpy(back, out, sizeof host, cudaMemcpyDeviceToHost);
    for (int i = 0; i < n; ++i) errors += back[i] != host[i / kTile * kTile + kTile - 1 - i % kTile];
  }
  std::printf("%d errors\n", errors);
}
