// expect: memory_error line=4 function=copy exit=86
__global__ void copy(const float* x, float4* y) {
  const float4* from = reinterpret_cast<const float4*>(x + 1);
  y[threadIdx.x] = from[threadIdx.x];
}
int main() {
  float* x;
  float4* y;
  cudaMalloc(&x, 64 * sizeof(float4));
  cudaMalloc(&y, 32 * sizeof(float4));
  cudaMemset(x, 0, 64 * sizeof(float4));
  copy<<<1, 32>>>(x, y);
  cudaDeviceSynchronize();
}
