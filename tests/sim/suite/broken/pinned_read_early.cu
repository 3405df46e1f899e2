// expect: race line=26|28 variable=pinned
// The host reads the target of an asynchronous copy before it is done.
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

__global__ void fill(int* x) { x[threadIdx.x] = threadIdx.x; }

int main() {
  int* d_x;
  CHECK(cudaMalloc(&d_x, 128 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 128 * sizeof(int)));
  int* pinned;
  CHECK(cudaMallocHost(&pinned, 128 * sizeof(int)));
  fill<<<1, 128>>>(d_x);
  CHECK(cudaGetLastError());
  CHECK(cudaMemcpyAsync(pinned, d_x, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  int sum = 0;
  for (int i = 0; i < 128; ++i) sum += pinned[i];
  CHECK(cudaDeviceSynchronize());
  if (sum != (128 * 127 / 2)) {
    std::printf("sum is wrong\n");
    return 1;
  }
  CHECK(cudaFreeHost(pinned));
  CHECK(cudaFree(d_x));
  std::puts("ok");
}
