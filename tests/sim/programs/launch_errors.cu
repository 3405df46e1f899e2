// expect: ok stdout="invalid argument\nno error\ninvalid argument\nno error\nno error\n"
#include <cstdio>

__global__ void big(float* p) {
  extern __shared__ float s[];
  s[threadIdx.x] = 1;
  p[threadIdx.x] = s[threadIdx.x];
}

int main() {
  float* p;
  cudaMalloc(&p, 32 * sizeof(float));
  big<<<1, 1025>>>(p);
  std::printf("%s\n", cudaGetErrorString(cudaGetLastError()));
  std::printf("%s\n", cudaGetErrorString(cudaDeviceSynchronize()));
  big<<<1, 32, 100 * 1024>>>(p);
  std::printf("%s\n", cudaGetErrorString(cudaGetLastError()));
  std::printf("%s\n", cudaGetErrorString(cudaFuncSetAttribute(big, cudaFuncAttributeMaxDynamicSharedMemorySize, 100 * 1024)));
  big<<<1, 32, 100 * 1024>>>(p);
  std::printf("%s\n", cudaGetErrorString(cudaGetLastError()));
}
