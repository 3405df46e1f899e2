// expect: memory_error line=18 variable=d_in|in|p|d_out
// A search walks past the end because nothing stops it.
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

__global__ void find(const int* in, int n, int key, int* out) {
  const int* p = in;
  while (*p != key && p - in < 2 * n) ++p;
  *out = static_cast<int>(p - in);
}

int main() {
  static int h_in[100];
  for (int i = 0; i < 100; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 100 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 100 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  find<<<1, 1>>>(d_in, 100, 500, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (100)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
