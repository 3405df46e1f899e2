// expect: deadlock line=5 function=wait exit=86
// All blocks stop; the report is about the first one, whatever the number of workers.
__global__ void wait(int* d) {
  if (threadIdx.x % 32 < 8)
    d[threadIdx.x] = __shfl_sync(0xffffu, 1, 0);
  else
    __syncthreads();
}
int main() {
  int* d;
  cudaMalloc(&d, 1024 * sizeof(int));
  wait<<<64, 1024>>>(d);
  cudaDeviceSynchronize();
}
