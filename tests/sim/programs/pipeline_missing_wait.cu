// expect: race line=22 other_line=17 variable=tile
// The consumers of a pipeline read without consumer_wait.
#include <cooperative_groups.h>
#include <cuda/pipeline>
#include <cstdio>
namespace cg = cooperative_groups;

__global__ void shift(const float* in, float* out) {
  __shared__ float tile[32];
  __shared__ cuda::pipeline_shared_state<cuda::thread_scope_block, 1> state;
  auto block = cg::this_thread_block();
  const auto role = threadIdx.x < 32 ? cuda::pipeline_role::producer : cuda::pipeline_role::consumer;
  if (threadIdx.x < 32) tile[threadIdx.x] = 0;
  auto pipe = cuda::make_pipeline(block, &state, role);
  if (role == cuda::pipeline_role::producer) {
    pipe.producer_acquire();
    cuda::memcpy_async(&tile[threadIdx.x], in + threadIdx.x, sizeof(float), pipe);
    pipe.producer_commit();
  } else {
    const int t = threadIdx.x - 32;
    // pipe.consumer_wait() is missing.
    out[t] = tile[31 - t];
    pipe.consumer_release();
  }
}

int main() {
  float *in, *out;
  cudaMalloc(&in, 32 * sizeof(float));
  cudaMalloc(&out, 32 * sizeof(float));
  cudaMemset(in, 0, 32 * sizeof(float));
  shift<<<1, 64>>>(in, out);
  cudaDeviceSynchronize();
  std::puts("done");
}
