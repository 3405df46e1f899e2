// expect: race line=4 other_line=4 function=smooth
__global__ void smooth(float* d, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i > 0 && i < n - 1) d[i] = 0.5f * (d[i - 1] + d[i + 1]);
}
int main() {
  float *d, host[256];
  for (int i = 0; i < 256; ++i) host[i] = i * i;
  cudaMalloc(&d, sizeof host);
  cudaMemcpy(d, host, sizeof host, cudaMemcpyHostToDevice);
  smooth<<<4, 64>>>(d, 256);
  cudaDeviceSynchronize();
}
