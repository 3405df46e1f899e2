// expect: race line=21 variable=d_out|out
// Each block writes one element more than its chunk has: the first of the next block's.
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

constexpr int kChunk = 60;

__global__ void fill(int* out, int n) {
  const int first = blockIdx.x * kChunk;
  const int last = min(first + kChunk, n - 1);
  for (int i = first + threadIdx.x; i <= last; i += blockDim.x) out[i] = blockIdx.x;
}

int main() {
  static int h_out[480];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 480 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 480 * sizeof(int)));
  fill<<<8, 32>>>(d_out, 480);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 480 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 480; ++i) {
    if (h_out[i] != (i / kChunk)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
