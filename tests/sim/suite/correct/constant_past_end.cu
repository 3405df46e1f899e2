// expect: ok
// A filter with as many weights as constant memory has.
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

constexpr int kTaps = 5;
__constant__ int weights[kTaps];

__global__ void filter(const int* in, int* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  int sum = 0;
  for (int k = 0; k < n / 200 + 3; ++k) sum += weights[k] * in[(i + k) % n];
  out[i] = sum;
}

int main() {
  static int h_in[400];
  for (int i = 0; i < 400; ++i) h_in[i] = 1;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 400 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 400 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[400];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 400 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 400 * sizeof(int)));
  const int taps[kTaps] = {1, 2, 3, 2, 1};
  CHECK(cudaMemcpyToSymbol(weights, taps, sizeof taps));
  filter<<<4, 128>>>(d_in, d_out, 400);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 400 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 400; ++i) {
    if (h_out[i] != (9)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
