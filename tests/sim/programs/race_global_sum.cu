// expect: race line=3 other_line=3 variable=total function=add
__device__ float total;
__global__ void add(const float* x) { total += x[blockIdx.x]; }
int main() {
  float* x;
  cudaMalloc(&x, 32 * sizeof(float));
  cudaMemset(x, 0, 32 * sizeof(float));
  add<<<32, 1>>>(x);
  cudaDeviceSynchronize();
}
