// expect: barrier_divergence line=7 function=reverse
__global__ void reverse(int* d, int n) {
  __shared__ int s[64];
  const int t = threadIdx.x;
  if (t >= n) return;
  s[t] = d[t];
  __syncthreads();
  d[t] = s[n - 1 - t];
}
int main() {
  int* d;
  cudaMalloc(&d, 64 * sizeof(int));
  cudaMemset(d, 0, 64 * sizeof(int));
  reverse<<<1, 64>>>(d, 40);
  cudaDeviceSynchronize();
}
