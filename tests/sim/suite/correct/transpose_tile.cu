// expect: ok
// A transpose through a padded tile.
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

constexpr int kSide = 64;

__global__ void transpose(const float* in, float* out) {
  __shared__ float tile[32][33];
  const int x = blockIdx.x * 32 + threadIdx.x, y = blockIdx.y * 32 + threadIdx.y;
  for (int j = 0; j < 32; j += 8) tile[threadIdx.y + j][threadIdx.x] = in[(y + j) * kSide + x];
  __syncthreads();
  const int to_x = blockIdx.y * 32 + threadIdx.x, to_y = blockIdx.x * 32 + threadIdx.y;
  for (int j = 0; j < 32; j += 8) out[(to_y + j) * kSide + to_x] = tile[threadIdx.x][threadIdx.y + j];
}

int main() {
  static float h_in[kSide * kSide];
  for (int i = 0; i < kSide * kSide; ++i) h_in[i] = static_cast<float>(i);
  float* d_in;
  CHECK(cudaMalloc(&d_in, kSide * kSide * sizeof(float)));
  CHECK(cudaMemcpy(d_in, h_in, kSide * kSide * sizeof(float), cudaMemcpyHostToDevice));
  static float h_out[kSide * kSide];
  float* d_out;
  CHECK(cudaMalloc(&d_out, kSide * kSide * sizeof(float)));
  CHECK(cudaMemset(d_out, 0, kSide * kSide * sizeof(float)));
  transpose<<<dim3(2, 2), dim3(32, 8)>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, kSide * kSide * sizeof(float), cudaMemcpyDeviceToHost));
  for (int i = 0; i < kSide * kSide; ++i) {
    if (h_out[i] != (h_in[i % kSide * kSide + i / kSide])) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
