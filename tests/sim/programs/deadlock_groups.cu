// expect: deadlock line=8 function=split exit=86 word="in all, 16 threads wait at line 8 (a warp operation), 16 at line 10 (__syncthreads()), 32 at line 13"
// Three groups of threads wait at three places: half a warp for the whole warp, the other half at a barrier of the
// block, and another warp at one that comes later.
__global__ void split(int* d) {
  int mine = d[threadIdx.x % 32];
  if (threadIdx.x < 32) {
    if (threadIdx.x < 16) {
      mine = __shfl_sync(0xffffffffu, mine, 0);
    } else {
      __syncthreads();
    }
  }
  __syncthreads();
  d[threadIdx.x % 32] = mine;
}
int main() {
  int* d;
  cudaMalloc(&d, 32 * sizeof(int));
  cudaMemset(d, 0, 32 * sizeof(int));
  split<<<1, 64>>>(d);
  cudaDeviceSynchronize();
}
