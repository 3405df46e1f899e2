// expect: barrier_divergence line=2 function=ask
__global__ void ask(int* d) { d[threadIdx.x] = __any_sync(0xffffu, threadIdx.x == 3); }
int main() {
  int* d;
  cudaMalloc(&d, 32 * sizeof(int));
  ask<<<1, 32>>>(d);
  cudaDeviceSynchronize();
}
