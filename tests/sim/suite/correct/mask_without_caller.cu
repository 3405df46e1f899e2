// expect: ok
// Lanes vote with the mask of those that vote.
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

__global__ void vote(const int* in, int* out) {
  const int t = threadIdx.x;
  const unsigned mask = 0xffffffffu;
  const unsigned votes = __ballot_sync(mask, in[t] > 10);
  out[t] = __popc(votes);
}

int main() {
  static int h_in[32];
  for (int i = 0; i < 32; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 32 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 32 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[32];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 32 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 32 * sizeof(int)));
  vote<<<1, 32>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 32 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 32; ++i) {
    if (h_out[i] != (21)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
