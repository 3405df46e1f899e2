// expect: memory_error line=22|24
// Doubles are kept in shared memory behind an odd number of ints.
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

__global__ void mix(const int* in, double* out) {
  extern __shared__ char pool[];
  const int t = threadIdx.x, n = blockDim.x;
  int* ints = reinterpret_cast<int*>(pool);
  double* doubles = reinterpret_cast<double*>(pool + (n + 1) * sizeof(int));
  ints[t] = in[t];
  doubles[t] = 0.5 * in[t];
  __syncthreads();
  out[t] = ints[n - 1 - t] + doubles[t];
}

int main() {
  static int h_in[32];
  for (int i = 0; i < 32; ++i) h_in[i] = 2 * i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 32 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 32 * sizeof(int), cudaMemcpyHostToDevice));
  static double h_out[32];
  double* d_out;
  CHECK(cudaMalloc(&d_out, 32 * sizeof(double)));
  CHECK(cudaMemset(d_out, 0, 32 * sizeof(double)));
  mix<<<1, 32, 33 * sizeof(int) + 32 * sizeof(double)>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 32 * sizeof(double), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 32; ++i) {
    if (h_out[i] != (2 * (31 - i) + i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
