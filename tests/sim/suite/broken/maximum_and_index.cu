// expect: race line=20 variable=d_best|d_index|best|index
// The index of the maximum is stored plainly after an atomicMax of the value.
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

__global__ void argmax(const int* in, int n, unsigned long long* best, int* index) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  const unsigned long long value = static_cast<unsigned long long>(in[i]) << 32;
  if (atomicMax(best, value) < value) *index = i;
}

__global__ void unpack(const unsigned long long* best, int* index) {
}

int main() {
  static int h_in[512];
  for (int i = 0; i < 512; ++i) h_in[i] = (i * 37) % 509;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 512 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 512 * sizeof(int), cudaMemcpyHostToDevice));
  unsigned long long* d_best;
  CHECK(cudaMalloc(&d_best, 1 * sizeof(unsigned long long)));
  CHECK(cudaMemset(d_best, 0, 1 * sizeof(unsigned long long)));
  static int h_index[1];
  int* d_index;
  CHECK(cudaMalloc(&d_index, 1 * sizeof(int)));
  CHECK(cudaMemset(d_index, 0, 1 * sizeof(int)));
  argmax<<<4, 128>>>(d_in, 512, d_best, d_index);
  unpack<<<1, 1>>>(d_best, d_index);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_index, d_index, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_in[h_index[0]] != (508)) {
    std::printf("h_in[h_index[0]] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_best));
  CHECK(cudaFree(d_index));
  std::puts("ok");
}
