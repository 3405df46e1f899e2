// expect: barrier_divergence line=8 other_line=5 function=both
__global__ void both(int* d) {
  if (threadIdx.x & 1) {
    d[threadIdx.x] = 1;
    __syncthreads();
  } else {
    d[threadIdx.x] = 2;
    __syncthreads();
  }
}
int main() {
  int* d;
  cudaMalloc(&d, 64 * sizeof(int));
  both<<<1, 64>>>(d);
  cudaDeviceSynchronize();
}
