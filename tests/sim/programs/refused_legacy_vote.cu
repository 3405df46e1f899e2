// expect: build_error line=4 word="__ballot_sync"
// Warp votes without _sync are gone since sm_70.
__global__ void count(unsigned* out) {
  if (threadIdx.x == 0) out[0] = __ballot(threadIdx.x % 2);
}
int main() {
  unsigned* out;
  cudaMalloc(&out, sizeof(unsigned));
  count<<<1, 32>>>(out);
  return cudaDeviceSynchronize();
}
