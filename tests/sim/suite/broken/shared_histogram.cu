// expect: race line=20 variable=bins
// Threads count into shared bins without atomics.
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

__global__ void histogram(const unsigned char* in, int n, unsigned* out) {
  __shared__ unsigned bins[16];
  if (threadIdx.x < 16) bins[threadIdx.x] = 0;
  __syncthreads();
  for (int i = threadIdx.x; i < n; i += blockDim.x) bins[in[i] % 16]++;
  __syncthreads();
  if (threadIdx.x < 16) out[threadIdx.x] = bins[threadIdx.x];
}

int main() {
  static unsigned char h_in[1024];
  for (int i = 0; i < 1024; ++i) h_in[i] = static_cast<unsigned char>(i);
  unsigned char* d_in;
  CHECK(cudaMalloc(&d_in, 1024 * sizeof(unsigned char)));
  CHECK(cudaMemcpy(d_in, h_in, 1024 * sizeof(unsigned char), cudaMemcpyHostToDevice));
  static unsigned h_out[16];
  unsigned* d_out;
  CHECK(cudaMalloc(&d_out, 16 * sizeof(unsigned)));
  CHECK(cudaMemset(d_out, 0, 16 * sizeof(unsigned)));
  histogram<<<1, 128>>>(d_in, 1024, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 16 * sizeof(unsigned), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 16; ++i) {
    if (h_out[i] != (64)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
