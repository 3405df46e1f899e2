// expect: uninitialized line=20 variable=d_image|image
// A 2D copy gets its width in elements instead of bytes: three quarters of each row stay unwritten.
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

constexpr int kWidth = 64, kHeight = 8;

__global__ void brighten(const int* image, size_t pitch, int* out) {
  const int* row = reinterpret_cast<const int*>(reinterpret_cast<const char*>(image) + blockIdx.x * pitch);
  out[blockIdx.x * kWidth + threadIdx.x] = row[threadIdx.x] + 1;
}

int main() {
  static int host[kHeight * kWidth];
  int* d_image;
  size_t pitch = 0;
  CHECK(cudaMallocPitch(&d_image, &pitch, kWidth * sizeof(int), kHeight));
  CHECK(cudaMemcpy2D(d_image, pitch, host, kWidth * sizeof(int), kWidth, kHeight, cudaMemcpyHostToDevice));
  static int h_out[kWidth * kHeight];
  int* d_out;
  CHECK(cudaMalloc(&d_out, kWidth * kHeight * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, kWidth * kHeight * sizeof(int)));
  brighten<<<kHeight, kWidth>>>(d_image, pitch, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, kWidth * kHeight * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < kWidth * kHeight; ++i) {
    if (h_out[i] != (1)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_image));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
