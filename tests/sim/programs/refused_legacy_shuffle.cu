// expect: build_error line=5 word="__shfl_down_sync"
// Warp functions without _sync are gone since sm_70.
__global__ void sum(float* values) {
  float mine = values[threadIdx.x];
  for (int d = 16; d > 0; d /= 2) mine += __shfl_down(mine, d);
  if (threadIdx.x == 0) values[0] = mine;
}
int main() {
  float* values;
  cudaMalloc(&values, 32 * sizeof(float));
  sum<<<1, 32>>>(values);
  return cudaDeviceSynchronize();
}
