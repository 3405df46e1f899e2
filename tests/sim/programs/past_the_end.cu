// expect: memory_error line=4
__global__ void fill(float* d, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i <= n) d[i] = 1.0f;
}
int main() {
  float* d;
  cudaMalloc(&d, 100 * sizeof(float));
  fill<<<1, 128>>>(d, 100);
  cudaDeviceSynchronize();
}
