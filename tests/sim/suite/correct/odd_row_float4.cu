// expect: ok
// The near twin that is right: a row length that is no multiple of four makes float4 reads misaligned.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

__global__ void row_sum(const float* m, float* out, int cols) {
  const float4* row = reinterpret_cast<const float4*>(m + threadIdx.x * cols);
  float s = 0;
  for (int c = 0; c < cols / 4; c++) {
    float4 v = row[c];
    s += v.x + v.y + v.z + v.w;
  }
  out[threadIdx.x] = s;
}
int main() {
  float *m, *o;
  CHECK(cudaMalloc(&m, 4096));
  CHECK(cudaMalloc(&o, 128));
  CHECK(cudaMemset(m, 0, 4096));
  row_sum<<<1, 16>>>(m, o, 32);
  cudaDeviceSynchronize();
  cudaFree(m);
  cudaFree(o);
}
