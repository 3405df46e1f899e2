// expect: memory_error line=4 variable=s function=shift
__global__ void shift(int* d) {
  __shared__ int s[64], other[64];
  s[threadIdx.x + 1] = d[threadIdx.x];
  other[threadIdx.x] = 0;
  __syncthreads();
  d[threadIdx.x] = s[threadIdx.x == 0 ? 1 : threadIdx.x] + other[threadIdx.x];
}
int main() {
  int* d;
  cudaMalloc(&d, 64 * sizeof(int));
  cudaMemset(d, 0, 64 * sizeof(int));
  shift<<<1, 64>>>(d);
  cudaDeviceSynchronize();
}
