// expect: race line=18|19 variable=found
// Thread 0 clears a shared flag that other threads set: without a barrier in between.
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

__global__ void any_negative(const int* in, int* out) {
  __shared__ int found;
  if (threadIdx.x == 0) found = 0;
  if (in[threadIdx.x] < 0) found = 1;
  __syncthreads();
  if (threadIdx.x == 0) *out = found;
}

int main() {
  static int h_in[128];
  for (int i = 0; i < 128; ++i) h_in[i] = i == 77 ? -1 : i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 128 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 128 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  any_negative<<<1, 128>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (1)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
