// expect: ok
// One stream's kernel waits by an event for another stream's.
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

__global__ void produce(int* x) { x[threadIdx.x] = threadIdx.x + 1; }
__global__ void consume(const int* x, int* y) { y[threadIdx.x] = 2 * x[threadIdx.x]; }

int main() {
  int* d_x;
  CHECK(cudaMalloc(&d_x, 256 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 256 * sizeof(int)));
  static int h_y[256];
  int* d_y;
  CHECK(cudaMalloc(&d_y, 256 * sizeof(int)));
  CHECK(cudaMemset(d_y, 0, 256 * sizeof(int)));
  CHECK(cudaDeviceSynchronize());
  cudaStream_t first, second;
  CHECK(cudaStreamCreate(&first));
  CHECK(cudaStreamCreate(&second));
  produce<<<1, 256, 0, first>>>(d_x);
  cudaEvent_t produced;
  CHECK(cudaEventCreateWithFlags(&produced, cudaEventDisableTiming));
  CHECK(cudaEventRecord(produced, first));
  CHECK(cudaStreamWaitEvent(second, produced, 0));
  consume<<<1, 256, 0, second>>>(d_x, d_y);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_y, d_y, 256 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 256; ++i) {
    if (h_y[i] != (2 * (i + 1))) {
      std::printf("h_y[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaEventDestroy(produced));
  CHECK(cudaStreamDestroy(first));
  CHECK(cudaStreamDestroy(second));
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_y));
  std::puts("ok");
}
