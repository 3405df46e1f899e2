// expect: uninitialized line=7 variable=s function=sums
__global__ void sums(const int* x, int* y) {
  __shared__ int s[66];
  const int t = threadIdx.x;
  s[t + 1] = x[t];
  __syncthreads();
  y[t] = s[t] + s[t + 1] + s[t + 2];
}
int main() {
  int *x, *y;
  cudaMalloc(&x, 64 * sizeof(int));
  cudaMalloc(&y, 64 * sizeof(int));
  cudaMemset(x, 0, 64 * sizeof(int));
  sums<<<1, 64>>>(x, y);
  cudaDeviceSynchronize();
}
