// expect: ok stdout="half 4 -3\nbf16 3.5\nsum 496\nshared 31\n"
#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <cstdio>

__global__ void work(float* out) {
  __shared__ half tile[32];
  tile[threadIdx.x] = __int2half_rn(threadIdx.x);
  __syncthreads();
  half2 v = __hfma2(__floats2half2_rn(1.5f, -2.0f), __float2half2_rn(2.0f), __float2half2_rn(1.0f));
  __nv_bfloat16 b = __float2bfloat16(1.5f);
  b += __nv_bfloat16(2.0f);
  half sum = __float2half(static_cast<float>(threadIdx.x));
  for (int step = 16; step > 0; step /= 2) sum = __hadd(sum, __shfl_down_sync(0xffffffff, sum, step));
  if (threadIdx.x == 0) {
    out[0] = __low2float(v), out[1] = __high2float(v), out[2] = __bfloat162float(b), out[3] = __half2float(sum);
    out[4] = tile[31];
  }
}

int main() {
  float *d, h[5];
  cudaMalloc(&d, sizeof h);
  work<<<1, 32>>>(d);
  cudaMemcpy(h, d, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("half %g %g\nbf16 %g\nsum %g\nshared %g\n", h[0], h[1], h[2], h[3], h[4]);
}
