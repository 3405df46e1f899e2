// expect: memory_error line=21 variable=d_out|out|d_in|in
// Row and column are swapped in a matrix that is not square.
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

constexpr int kRows = 40, kColumns = 100;

__global__ void negate(const int* in, int* out) {
  const int column = blockIdx.x * blockDim.x + threadIdx.x, row = blockIdx.y * blockDim.y + threadIdx.y;
  if (row >= kRows || column >= kColumns) return;
  out[column * kColumns + row] = -in[column * kColumns + row];
}

int main() {
  static int h_in[kRows * kColumns];
  for (int i = 0; i < kRows * kColumns; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, kRows * kColumns * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, kRows * kColumns * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[kRows * kColumns];
  int* d_out;
  CHECK(cudaMalloc(&d_out, kRows * kColumns * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, kRows * kColumns * sizeof(int)));
  negate<<<dim3(4, 3), dim3(32, 16)>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, kRows * kColumns * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < kRows * kColumns; ++i) {
    if (h_out[i] != (-i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
