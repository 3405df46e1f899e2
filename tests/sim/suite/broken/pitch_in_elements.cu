// expect: memory_error line=19 variable=image
// The pitch counts bytes, the kernel takes it for elements.
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

__global__ void fill(float* image, size_t pitch, int width, int height) {
  const int x = blockIdx.x * blockDim.x + threadIdx.x, y = blockIdx.y;
  if (x >= width || y >= height) return;
  image[y * pitch + x] = static_cast<float>(x + y);
}

int main() {
  constexpr int kWidth = 100, kHeight = 20;
  float* image;
  size_t pitch = 0;
  CHECK(cudaMallocPitch(&image, &pitch, kWidth * sizeof(float), kHeight));
  fill<<<dim3(1, kHeight), 128>>>(image, pitch, kWidth, kHeight);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  static float host[kHeight][kWidth];
  CHECK(cudaMemcpy2D(host, sizeof host[0], image, pitch, sizeof host[0], kHeight, cudaMemcpyDeviceToHost));
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      if (host[y][x] != static_cast<float>(x + y)) return 1;
    }
  }
  CHECK(cudaFree(image));
  std::puts("ok");
}
