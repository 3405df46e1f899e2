// expect: ok
// An inclusive scan in place, with a barrier between reading and storing.
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

__global__ void scan(const int* in, int* out) {
  __shared__ int s[128];
  const int t = threadIdx.x;
  s[t] = in[t];
  __syncthreads();
  for (int step = 1; step < 128; step *= 2) {
    const int left = t >= step ? s[t - step] : 0;
    __syncthreads();
    s[t] += left;
    __syncthreads();
  }
  out[t] = s[t];
}

int main() {
  static int h_in[128];
  for (int i = 0; i < 128; ++i) h_in[i] = i + 1;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 128 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 128 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[128];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 128 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 128 * sizeof(int)));
  scan<<<1, 128>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 128; ++i) {
    if (h_out[i] != ((i + 1) * (i + 2) / 2)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
