// expect: uninitialized line=19 variable=d_mid|mid
// The first kernel writes only even elements, the second reads them all.
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

__global__ void spread(const int* in, int* mid) {
  mid[2 * threadIdx.x] = in[threadIdx.x];
}
__global__ void sum(const int* mid, int* out) { atomicAdd(out, mid[threadIdx.x]); }

int main() {
  static int h_in[64];
  for (int i = 0; i < 64; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 64 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 64 * sizeof(int), cudaMemcpyHostToDevice));
  int* d_mid;
  CHECK(cudaMalloc(&d_mid, 128 * sizeof(int)));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  spread<<<1, 64>>>(d_in, d_mid);
  sum<<<1, 128>>>(d_mid, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (64 * 63)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_mid));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
