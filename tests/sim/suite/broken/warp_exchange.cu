// expect: race line=19|20 variable=slots
// Lanes of a warp hand values over in shared memory and trust that they run in lockstep.
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

__global__ void rotate(const int* in, int* out) {
  __shared__ int slots[64];
  const int t = threadIdx.x, warp = t & ~31;
  slots[t] = in[t];
  out[t] = slots[warp + (t + 1) % 32];
}

int main() {
  static int h_in[64];
  for (int i = 0; i < 64; ++i) h_in[i] = i * i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 64 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 64 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[64];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 64 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 64 * sizeof(int)));
  rotate<<<1, 64>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (h_out[i] != (((i & ~31) + (i + 1) % 32) * ((i & ~31) + (i + 1) % 32))) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
