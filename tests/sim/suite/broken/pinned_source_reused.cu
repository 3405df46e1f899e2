// expect: race line=30|31 variable=pinned
// The host refills a pinned buffer while an asynchronous copy may still read it.
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

int main() {
  static int h_a[256];
  int* d_a;
  CHECK(cudaMalloc(&d_a, 256 * sizeof(int)));
  CHECK(cudaMemset(d_a, 0, 256 * sizeof(int)));
  static int h_b[256];
  int* d_b;
  CHECK(cudaMalloc(&d_b, 256 * sizeof(int)));
  CHECK(cudaMemset(d_b, 0, 256 * sizeof(int)));
  int* pinned;
  CHECK(cudaMallocHost(&pinned, 256 * sizeof(int)));
  cudaStream_t stream;
  CHECK(cudaStreamCreate(&stream));
  for (int i = 0; i < 256; ++i) pinned[i] = i;
  CHECK(cudaMemcpyAsync(d_a, pinned, 256 * sizeof(int), cudaMemcpyHostToDevice, stream));
  for (int i = 0; i < 256; ++i) pinned[i] = -i;
  CHECK(cudaMemcpyAsync(d_b, pinned, 256 * sizeof(int), cudaMemcpyHostToDevice, stream));
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_a, d_a, 256 * sizeof(int), cudaMemcpyDeviceToHost));
  CHECK(cudaMemcpy(h_b, d_b, 256 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 256; ++i) {
    if (h_a[i] != (i)) {
      std::printf("h_a[%d] is wrong\n", i);
      return 1;
    }
  }
  for (int i = 0; i < 256; ++i) {
    if (h_b[i] != (-i)) {
      std::printf("h_b[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaStreamDestroy(stream));
  CHECK(cudaFreeHost(pinned));
  CHECK(cudaFree(d_a));
  CHECK(cudaFree(d_b));
  std::puts("ok");
}
