// expect: ok
// Whole float4s, and a tail by elements.
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

__global__ void sum(const float* in, int n, float* out) {
  const float4* from = reinterpret_cast<const float4*>(in);
  float mine = 0;
  for (int i = threadIdx.x; i < n / 4; i += blockDim.x) {
    const float4 v = from[i];
    mine += v.x + v.y + v.z + v.w;
  }
  if (threadIdx.x < n % 4) mine += in[n / 4 * 4 + threadIdx.x];
  atomicAdd(out, mine);
}

int main() {
  static float h_in[254];
  for (int i = 0; i < 254; ++i) h_in[i] = 1;
  float* d_in;
  CHECK(cudaMalloc(&d_in, 254 * sizeof(float)));
  CHECK(cudaMemcpy(d_in, h_in, 254 * sizeof(float), cudaMemcpyHostToDevice));
  static float h_out[1];
  float* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(float)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(float)));
  sum<<<1, 32>>>(d_in, 254, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(float), cudaMemcpyDeviceToHost));
  if (h_out[0] != (254)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
