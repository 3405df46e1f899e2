// expect: race line=18|31|33
// Two streams share one device buffer for their chunks.
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

__global__ void inc(int* x, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] += 1;
}
int main() {
  const int n = 1024, chunk = 256;
  int *h, *d;
  cudaStream_t s[2];
  CHECK(cudaMallocHost(&h, n * 4));
  for (int i = 0; i < n; i++) h[i] = i;
  CHECK(cudaMalloc(&d, chunk * 4));
  for (auto& one : s) CHECK(cudaStreamCreate(&one));
  for (int k = 0; k < n / chunk; k++) {
    cudaStream_t st = s[k % 2];
    int* buf = d;
    CHECK(cudaMemcpyAsync(buf, h + k * chunk, chunk * 4, cudaMemcpyHostToDevice, st));
    inc<<<1, chunk, 0, st>>>(buf, chunk);
    CHECK(cudaMemcpyAsync(h + k * chunk, buf, chunk * 4, cudaMemcpyDeviceToHost, st));
  }
  CHECK(cudaDeviceSynchronize());
  printf("%d\n", h[n - 1]);
  for (auto& one : s) CHECK(cudaStreamDestroy(one));
  CHECK(cudaFree(d));
  CHECK(cudaFreeHost(h));
}
