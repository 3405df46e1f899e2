// expect: memory_error line=2 function=fill
__global__ void fill(int* d) { d[threadIdx.x] = 1; }
int main() {
  int* d;
  cudaMalloc(&d, 32 * sizeof(int));
  cudaFree(d);
  fill<<<1, 32>>>(d);
  cudaDeviceSynchronize();
}
