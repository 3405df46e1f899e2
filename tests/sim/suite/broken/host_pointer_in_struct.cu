// expect: memory_error|cuda_error line=21
// A struct of pointers is passed by value, but one of them points to host memory.
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

struct Vectors {
  const float* x;
  float* y;
};

__global__ void scale(Vectors v, float a) { v.y[threadIdx.x] = a * v.x[threadIdx.x]; }

int main() {
  static float h_x[64];
  for (int i = 0; i < 64; ++i) h_x[i] = static_cast<float>(i);
  float* d_x;
  CHECK(cudaMalloc(&d_x, 64 * sizeof(float)));
  CHECK(cudaMemcpy(d_x, h_x, 64 * sizeof(float), cudaMemcpyHostToDevice));
  static float h_y[64];
  float* d_y;
  CHECK(cudaMalloc(&d_y, 64 * sizeof(float)));
  CHECK(cudaMemset(d_y, 0, 64 * sizeof(float)));
  const Vectors v{h_x, d_y};
  scale<<<1, 64>>>(v, 2.0f);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_y, d_y, 64 * sizeof(float), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (h_y[i] != (2.0f * i)) {
      std::printf("h_y[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_y));
  std::puts("ok");
}
