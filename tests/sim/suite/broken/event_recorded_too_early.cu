// expect: race line=16|17 variable=d_x|x|d_y
// The event that the second stream waits for is recorded before the kernel that it should stand for.
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

__global__ void produce(int* x) { x[threadIdx.x] = threadIdx.x; }
__global__ void consume(const int* x, int* y) { y[threadIdx.x] = x[threadIdx.x] + 1; }

int main() {
  int* d_x;
  CHECK(cudaMalloc(&d_x, 128 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 128 * sizeof(int)));
  static int h_y[128];
  int* d_y;
  CHECK(cudaMalloc(&d_y, 128 * sizeof(int)));
  CHECK(cudaMemset(d_y, 0, 128 * sizeof(int)));
  CHECK(cudaDeviceSynchronize());
  cudaStream_t first, second;
  cudaEvent_t done;
  CHECK(cudaStreamCreate(&first));
  CHECK(cudaStreamCreate(&second));
  CHECK(cudaEventCreate(&done));
  CHECK(cudaEventRecord(done, first));
  produce<<<1, 128, 0, first>>>(d_x);
  CHECK(cudaStreamWaitEvent(second, done, 0));
  consume<<<1, 128, 0, second>>>(d_x, d_y);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_y, d_y, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 128; ++i) {
    if (h_y[i] != (i + 1)) {
      std::printf("h_y[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaEventDestroy(done));
  CHECK(cudaStreamDestroy(first));
  CHECK(cudaStreamDestroy(second));
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_y));
  std::puts("ok");
}
