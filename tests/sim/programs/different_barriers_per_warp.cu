// expect: warning line=8 other_line=5 function=roles
__global__ void roles(int* d) {
  if (threadIdx.x >= 32) {
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
  roles<<<1, 64>>>(d);
  cudaDeviceSynchronize();
}
