// expect: race line=9 other_line=7 variable=total function=sum
__global__ void sum(const int* x, int* out) {
  __shared__ int total;
  const int t = threadIdx.x;
  if (t == 0) total = 0;
  __syncthreads();
  atomicAdd(&total, x[t]);
  if (t == 0)
    *out = total;
}
int main() {
  int *x, *out;
  cudaMalloc(&x, 128 * sizeof(int));
  cudaMalloc(&out, sizeof(int));
  cudaMemset(x, 0, 128 * sizeof(int));
  sum<<<1, 128>>>(x, out);
  cudaDeviceSynchronize();
}
