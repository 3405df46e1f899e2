// expect: memory_error line=2 function=fill exit=86
__global__ void fill(int* d) { d[threadIdx.x] = 1; }
int main() {
  int* d = nullptr;
  fill<<<1, 32>>>(d);
  cudaDeviceSynchronize();
}
