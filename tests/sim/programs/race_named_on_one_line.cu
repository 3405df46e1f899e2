// expect: race line=7 other_line=7 variable=b
// Several allocations on one line: the report names the right one.
#include <cstdio>
__global__ void shift(const int* first, int* second, const int* third) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i > 0)
    second[i] = second[i - 1] + first[i] + third[i];
}
int main() {
  int *a, *b, *c; const int bytes = 256;
  cudaMalloc(&a, bytes); cudaMalloc(&b, bytes); cudaMalloc(&c, bytes);
  cudaMemset(a, 0, bytes); cudaMemset(b, 0, bytes); cudaMemset(c, 0, bytes);
  shift<<<2, 32>>>(a, b, c);
  cudaDeviceSynchronize();
  cudaFree(a); cudaFree(b); cudaFree(c);
}
