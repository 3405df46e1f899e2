// expect: race line=22 variable=part
// The halves of a tree reduction are not separated by a barrier.
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

__global__ void sum(const int* in, int* out) {
  __shared__ int part[256];
  const int t = threadIdx.x;
  part[t] = in[blockIdx.x * 256 + t];
  __syncthreads();
  for (int half = 128; half > 0; half /= 2) {
    if (t < half) part[t] += part[t + half];
  }
  if (t == 0) out[blockIdx.x] = part[0];
}

int main() {
  static int h_in[1024];
  for (int i = 0; i < 1024; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 1024 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 1024 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[4];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 4 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 4 * sizeof(int)));
  sum<<<4, 256>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 4 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 4; ++i) {
    if (h_out[i] != (256 * 255 / 2 + i * 65536)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
