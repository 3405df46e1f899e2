// expect: deadlock line=3 function=half exit=86
__global__ void half(int* d) {
  if (threadIdx.x < 16) d[threadIdx.x] = __shfl_sync(0xffffffffu, d[threadIdx.x], 0);
  __syncthreads();
}
int main() {
  int* d;
  cudaMalloc(&d, 32 * sizeof(int));
  cudaMemset(d, 0, 32 * sizeof(int));
  half<<<1, 32>>>(d);
  cudaDeviceSynchronize();
}
