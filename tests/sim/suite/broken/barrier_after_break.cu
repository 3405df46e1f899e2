// expect: barrier_divergence|deadlock line=22|25
// Threads leave a loop with a barrier as soon as their own element is found.
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

__global__ void search(const int* in, int n, int* out) {
  const int t = threadIdx.x;
  int found = -1;
  for (int base = 0; base < n; base += blockDim.x) {
    if (in[base + t] == 7) found = base + t;
    if (found >= 0) break;
    __syncthreads();
  }
  if (found >= 0) *out = found;
}

int main() {
  static int h_in[512];
  for (int i = 0; i < 512; ++i) h_in[i] = i == 130 ? 7 : 0;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 512 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 512 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  search<<<1, 128>>>(d_in, 512, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (130)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
