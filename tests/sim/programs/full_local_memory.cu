// expect: memory_error line=2 function=endless exit=86
__device__ int deeper(int n) { volatile int local[64] = {n}; return n < 0 ? 0 : deeper(n + 1) + local[1]; }
__global__ void endless(int* d) { d[0] = deeper(0); }
int main() {
  int* d;
  cudaMalloc(&d, sizeof(int));
  endless<<<1, 1>>>(d);
  cudaDeviceSynchronize();
}
