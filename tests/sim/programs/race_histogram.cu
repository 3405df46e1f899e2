// expect: race line=8 other_line=8 variable=bins function=count
__global__ void count(const int* x, int* out, int n) {
  __shared__ int bins[8];
  const int t = threadIdx.x;
  if (t < 8) bins[t] = 0;
  __syncthreads();
  const int i = blockIdx.x * blockDim.x + t;
  if (i < n) bins[x[i] & 7] += 1;
  __syncthreads();
  if (t < 8) atomicAdd(&out[t], bins[t]);
}
int main() {
  int *x, *out;
  cudaMalloc(&x, 1000 * sizeof(int));
  cudaMalloc(&out, 8 * sizeof(int));
  cudaMemset(x, 0, 1000 * sizeof(int));
  cudaMemset(out, 0, 8 * sizeof(int));
  count<<<4, 256>>>(x, out, 1000);
  cudaDeviceSynchronize();
}
