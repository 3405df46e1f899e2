// expect: ok stdout="invalid argument\ninvalid argument\n"
// Launches that fail are no finding when the program asks for the error.
#include <cstdio>

__global__ void set(int* p) { p[threadIdx.x] = 1; }

int main() {
  int* p;
  cudaMalloc(&p, 2048 * sizeof(int));
  set<<<1, 2048>>>(p);
  std::printf("%s\n", cudaGetErrorString(cudaPeekAtLastError()));
  cudaGetLastError();
  set<<<1, 32, 200 << 10>>>(p);
  std::printf("%s\n", cudaGetErrorString(cudaGetLastError()));
  cudaFree(p);
}
