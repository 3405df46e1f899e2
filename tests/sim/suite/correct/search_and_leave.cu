// expect: ok
// The near twin that is right: whoever finds the key leaves at once, in front of the barrier.
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

__global__ void find(const int* x, int* where, int key, int n) {
  __shared__ int found;
  if (threadIdx.x == 0) found = -1;
  __syncthreads();
  for (int b = 0; b < n; b += 64) {
    if (x[b + threadIdx.x] == key) {
      found = b + threadIdx.x;
    }
    __syncthreads();
    if (found >= 0) break;
    __syncthreads();
  }
  if (threadIdx.x == 0) *where = found;
}
int main() {
  int h[256], *x, *w;
  for (int i = 0; i < 256; i++) h[i] = i;
  CHECK(cudaMalloc(&x, sizeof h));
  CHECK(cudaMalloc(&w, 4));
  CHECK(cudaMemcpy(x, h, sizeof h, cudaMemcpyHostToDevice));
  find<<<1, 64>>>(x, w, 100, 256);
  CHECK(cudaMemcpy(h, w, 4, cudaMemcpyDeviceToHost));
  CHECK(cudaFree(x));
  CHECK(cudaFree(w));
}
