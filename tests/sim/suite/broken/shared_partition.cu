// expect: race line=21|22
// Two arrays in one piece of dynamic shared memory overlap, because an offset counts bytes as elements.
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

__global__ void split(const int* in, int* out, int n) {
  extern __shared__ int pool[];
  int* keys = pool;
  int* ranks = pool + n / 4;
  const int t = threadIdx.x;
  keys[t] = in[t];
  ranks[t] = n - 1 - t;
  __syncthreads();
  out[ranks[t]] = keys[t];
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
  split<<<1, 128, 2 * 128 * sizeof(int)>>>(d_in, d_out, 128);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 128; ++i) {
    if (h_out[i] != (127 - i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
