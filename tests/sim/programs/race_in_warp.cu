// expect: race line=6 other_line=5 variable=s function=swap_pairs
__global__ void swap_pairs(int* d) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  s[t] = d[t];
  d[t] = s[t ^ 1];
}
int main() {
  int* d;
  cudaMalloc(&d, 32 * sizeof(int));
  cudaMemset(d, 0, 32 * sizeof(int));
  swap_pairs<<<1, 32>>>(d);
  cudaDeviceSynchronize();
}
