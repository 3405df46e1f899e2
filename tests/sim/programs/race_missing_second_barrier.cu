// expect: race line=11 other_line=9 variable=a function=multiply
// expect: race line=11 other_line=9 variable=b function=multiply
#include <cstdio>
__global__ void multiply(const float* x, const float* y, float* z, int n) {
  __shared__ float a[16][16], b[16][16];
  const int row = blockIdx.y * 16 + threadIdx.y, column = blockIdx.x * 16 + threadIdx.x;
  float sum = 0;
  for (int k = 0; k < n; k += 16) {
    a[threadIdx.y][threadIdx.x] = x[row * n + k + threadIdx.x], b[threadIdx.y][threadIdx.x] = y[(k + threadIdx.y) * n + column];
    __syncthreads();
    for (int i = 0; i < 16; ++i) sum += a[threadIdx.y][i] * b[i][threadIdx.x];
  }
  z[row * n + column] = sum;
}
int main() {
  const int n = 48;
  float *x, *y, *z;
  cudaMalloc(&x, n * n * sizeof(float));
  cudaMalloc(&y, n * n * sizeof(float));
  cudaMalloc(&z, n * n * sizeof(float));
  float host[n * n];
  for (int i = 0; i < n * n; ++i) host[i] = i % 5;
  cudaMemcpy(x, host, sizeof host, cudaMemcpyHostToDevice);
  cudaMemcpy(y, host, sizeof host, cudaMemcpyHostToDevice);
  multiply<<<dim3(n / 16, n / 16), dim3(16, 16)>>>(x, y, z, n);
  cudaDeviceSynchronize();
}
