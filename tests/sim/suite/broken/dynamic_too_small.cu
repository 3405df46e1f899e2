// expect: memory_error line=19|21
// The launch gives as many bytes of shared memory as the kernel uses elements.
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

__global__ void reverse(const int* in, int* out) {
  extern __shared__ int s[];
  const int t = threadIdx.x, n = blockDim.x;
  s[t] = in[t];
  __syncthreads();
  out[t] = s[n - 1 - t];
}

int main() {
  static int h_in[512];
  for (int i = 0; i < 512; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 512 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 512 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[512];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 512 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 512 * sizeof(int)));
  reverse<<<1, 512, 512>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 512 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 512; ++i) {
    if (h_out[i] != (511 - i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
