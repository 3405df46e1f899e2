// expect: uninitialized line=4 variable=n function=count
__global__ void count(int* out) {
  __shared__ int n;
  atomicAdd(&n, 1);
  __syncthreads();
  if (threadIdx.x == 0) *out = n;
}
int main() {
  int* out;
  cudaMalloc(&out, sizeof(int));
  count<<<2, 32>>>(out);
  cudaDeviceSynchronize();
}
