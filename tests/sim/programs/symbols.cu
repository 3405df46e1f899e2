// expect: ok stdout="11 22 33 44\ncounter 64\ntable 7\n"
#include <cstdio>

__constant__ float coefficients[4];
__device__ int counter;
static __device__ float table[4] = {1, 2, 3, 4};

__global__ void combine(float* out) {
  out[threadIdx.x % 4] = coefficients[threadIdx.x % 4] + table[threadIdx.x % 4];
}
__global__ void count() { atomicAdd(&counter, 1); }

int main() {
  const float host[4] = {10, 20, 30, 40};
  float result[4], *out;
  cudaMalloc(&out, sizeof result);
  cudaMemcpyToSymbol(coefficients, host, sizeof host);
  combine<<<1, 4>>>(out);
  cudaMemcpy(result, out, sizeof result, cudaMemcpyDeviceToHost);
  std::printf("%g %g %g %g\n", result[0], result[1], result[2], result[3]);
  count<<<2, 32>>>();
  int n = 0;
  cudaMemcpyFromSymbol(&n, counter, sizeof n);
  std::printf("counter %d\n", n);
  void* address = nullptr;
  cudaGetSymbolAddress(&address, table);
  const float seven = 7;
  cudaMemcpy(static_cast<float*>(address) + 1, &seven, sizeof seven, cudaMemcpyHostToDevice);
  cudaMemcpyFromSymbol(result, table, sizeof(float), sizeof(float));
  std::printf("table %g\n", result[0]);
}
