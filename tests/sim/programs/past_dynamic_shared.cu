// expect: memory_error line=4 function=reverse
__global__ void reverse(float* d) {
  extern __shared__ float s[];
  s[threadIdx.x] = d[threadIdx.x];
  __syncthreads();
  d[threadIdx.x] = s[31];
}
int main() {
  float* d;
  cudaMalloc(&d, 64 * sizeof(float));
  cudaMemset(d, 0, 64 * sizeof(float));
  reverse<<<1, 64, 63 * sizeof(float)>>>(d);
  cudaDeviceSynchronize();
}
