// expect: ok
// The total is read by a second kernel.
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

__global__ void total(const int* in, int* sum, int* out) {
  atomicAdd(sum, in[blockIdx.x * blockDim.x + threadIdx.x]);
  __syncthreads();
}

__global__ void store(const int* sum, int* out) {
  *out = *sum;
}

int main() {
  static int h_in[512];
  for (int i = 0; i < 512; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 512 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 512 * sizeof(int), cudaMemcpyHostToDevice));
  int* d_sum;
  CHECK(cudaMalloc(&d_sum, 1 * sizeof(int)));
  CHECK(cudaMemset(d_sum, 0, 1 * sizeof(int)));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  total<<<4, 128>>>(d_in, d_sum, d_out);
  store<<<1, 1>>>(d_sum, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (512 * 511 / 2)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_sum));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
