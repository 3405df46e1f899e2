// expect: memory_error line=18
// A float4 is read from an address that is only a float's.
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

__global__ void shift(const float* in, float4* out) {
  const float4* from = reinterpret_cast<const float4*>(in + 1);
  out[threadIdx.x] = from[threadIdx.x];
}

int main() {
  static float h_in[256];
  for (int i = 0; i < 256; ++i) h_in[i] = static_cast<float>(i);
  float* d_in;
  CHECK(cudaMalloc(&d_in, 256 * sizeof(float)));
  CHECK(cudaMemcpy(d_in, h_in, 256 * sizeof(float), cudaMemcpyHostToDevice));
  static float4 h_out[32];
  float4* d_out;
  CHECK(cudaMalloc(&d_out, 32 * sizeof(float4)));
  CHECK(cudaMemset(d_out, 0, 32 * sizeof(float4)));
  shift<<<1, 32>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 32 * sizeof(float4), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 32; ++i) {
    if (h_out[i].x != 4.0f * i + 4.0f) return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
