// expect: race line=12 other_line=6 function=sum varies=block,other_block,message,count
__device__ unsigned tickets = 0;
__global__ void sum(int* partial, int* out) {
  __shared__ bool last;
  if (threadIdx.x == 0) {
    partial[blockIdx.x] = blockIdx.x + 1;
    last = atomicAdd(&tickets, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last) return;
  int mine = 0;
  for (unsigned i = threadIdx.x; i < gridDim.x; i += blockDim.x) mine += partial[i];
  atomicAdd(out, mine);
}
int main() {
  int *partial, *out;
  cudaMalloc(&partial, 64 * sizeof(int));
  cudaMalloc(&out, sizeof(int));
  cudaMemset(out, 0, sizeof(int));
  sum<<<64, 32>>>(partial, out);
  cudaDeviceSynchronize();
}
