// expect: memory_error line=19|22|23|24|25|29 variable=window
// A thread's own array is written past its end.
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

__global__ void median(const int* in, int* out, int n, int taps) {
  int window[4];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  for (int k = 0; k < taps; ++k) window[k] = in[(i + k) % n];
  for (int a = 0; a < taps; ++a) {
    for (int b = a + 1; b < taps; ++b) {
      if (window[b] < window[a]) {
        const int t = window[a];
        window[a] = window[b];
        window[b] = t;
      }
    }
  }
  out[i] = window[taps / 2];
}

int main() {
  static int h_in[128];
  for (int i = 0; i < 128; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 128 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 128 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[128];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 128 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 128 * sizeof(int)));
  median<<<1, 128>>>(d_in, d_out, 128, 5);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 120; ++i) {
    if (h_out[i] != (i + 2)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
