// expect: ok stdout="125 1000 7 511 256\n"
// Atomics in shared and global memory, an atomic maximum by compare-and-swap, a flag that many threads set to the
// same value, bytes that lie next to each other.
#include <cstdio>
__global__ void count(const int* x, int* out, int n) {
  __shared__ int bins[8];
  const int t = threadIdx.x;
  if (t < 8) bins[t] = 0;
  __syncthreads();
  const int i = blockIdx.x * blockDim.x + t;
  if (i < n) atomicAdd(&bins[x[i] & 7], 1);
  __syncthreads();
  if (t < 8) atomicAdd(&out[t], bins[t]);
}
__device__ void atomic_max(float* address, float value) {
  int* bits = reinterpret_cast<int*>(address);
  int old = *bits, assumed;
  do {
    assumed = old;
    if (__int_as_float(assumed) >= value) return;
    old = atomicCAS(bits, assumed, __float_as_int(value));
  } while (old != assumed);
}
__global__ void largest(float* out, int* seen) {
  atomic_max(out, static_cast<float>(blockIdx.x * blockDim.x + threadIdx.x));
  if (threadIdx.x % 3 == 0) *seen = 7;
}
__global__ void bytes(unsigned char* d, int* sum) {
  __shared__ unsigned char s[256];
  __shared__ bool any;
  const int t = threadIdx.x;
  if (t == 0) any = false;
  s[t] = 1;
  d[blockIdx.x * 256 + t] = s[t];
  __syncthreads();
  if (s[255 - t] != 0) any = true;
  __syncthreads();
  if (any && blockIdx.x == 0) atomicAdd(sum, s[255 - t]);
}
int main() {
  int *x, *out, host[1000], bins[8];
  for (int i = 0; i < 1000; ++i) host[i] = i;
  cudaMalloc(&x, sizeof host);
  cudaMalloc(&out, sizeof bins);
  cudaMemcpy(x, host, sizeof host, cudaMemcpyHostToDevice);
  cudaMemset(out, 0, sizeof bins);
  count<<<4, 256>>>(x, out, 1000);
  cudaMemcpy(bins, out, sizeof bins, cudaMemcpyDeviceToHost);
  int total = 0;
  for (int b : bins) total += b;
  float* most;
  cudaMalloc(&most, sizeof(float));
  cudaMemset(most, 0, sizeof(float));
  largest<<<4, 128>>>(most, out);
  float m;
  int seen, sum;
  cudaMemcpy(&m, most, sizeof m, cudaMemcpyDeviceToHost);
  cudaMemcpy(&seen, out, sizeof seen, cudaMemcpyDeviceToHost);
  cudaMemset(out, 0, sizeof(int));
  bytes<<<2, 256>>>(reinterpret_cast<unsigned char*>(x), out);
  cudaMemcpy(&sum, out, sizeof sum, cudaMemcpyDeviceToHost);
  std::printf("%d %d %d %g %d\n", bins[3], total, seen, m, sum);
}
