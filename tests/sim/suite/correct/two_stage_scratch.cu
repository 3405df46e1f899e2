// expect: ok
// Two block sums through the same scratch, with a barrier before it is reused.
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

__device__ int block_sum(int value, int* scratch) {
  for (int step = 16; step > 0; step /= 2) value += __shfl_down_sync(0xffffffffu, value, step);
  if (threadIdx.x % 32 == 0) scratch[threadIdx.x / 32] = value;
  __syncthreads();
  int sum = 0;
  for (int w = 0; w < static_cast<int>(blockDim.x) / 32; ++w) sum += scratch[w];
  __syncthreads();
  return sum;
}

__global__ void moments(const int* in, int* out) {
  __shared__ int scratch[32];
  const int x = in[threadIdx.x];
  const int sum = block_sum(x, scratch);
  const int squares = block_sum(x * x, scratch);
  if (threadIdx.x == 0) {
    out[0] = sum;
    out[1] = squares;
  }
}

int main() {
  static int h_in[256];
  for (int i = 0; i < 256; ++i) h_in[i] = i % 10;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 256 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 256 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[2];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 2 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 2 * sizeof(int)));
  moments<<<1, 256>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 2 * sizeof(int), cudaMemcpyDeviceToHost));
  int sum = 0, squares = 0;
  for (const int x : h_in) sum += x, squares += x * x;
  if (h_out[0] != (sum)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  if (h_out[1] != (squares)) {
    std::printf("h_out[1] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
