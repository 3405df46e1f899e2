// expect: ok stdout="288\n"
#include <cstdio>
__global__ void multiply(const float* x, const float* y, float* z, int n) {
  __shared__ float a[16][16], b[16][17];
  const int row = blockIdx.y * 16 + threadIdx.y, column = blockIdx.x * 16 + threadIdx.x;
  float sum = 0;
  for (int k = 0; k < n; k += 16) {
    a[threadIdx.y][threadIdx.x] = x[row * n + k + threadIdx.x];
    b[threadIdx.y][threadIdx.x] = y[(k + threadIdx.y) * n + column];
    __syncthreads();
    for (int i = 0; i < 16; ++i) sum += a[threadIdx.y][i] * b[i][threadIdx.x];
    __syncthreads();
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
  for (int i = 0; i < n * n; ++i) host[i] = i % 2;
  cudaMemcpy(x, host, sizeof host, cudaMemcpyHostToDevice);
  for (int i = 0; i < n * n; ++i) host[i] = 12;
  cudaMemcpy(y, host, sizeof host, cudaMemcpyHostToDevice);
  multiply<<<dim3(n / 16, n / 16), dim3(16, 16)>>>(x, y, z, n);
  cudaMemcpy(host, z, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%g\n", host[n * n - 1]);
}
