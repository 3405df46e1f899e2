// expect: ok stdout="sum 499500\n"
#include <cstdio>

template <int kThreads>
__global__ void sum(const int* in, int* out, int n) {
  __shared__ int tile[kThreads];
  const int t = threadIdx.x, i = blockIdx.x * kThreads + t;
  tile[t] = i < n ? in[i] : 0;
  __syncthreads();
  for (int step = kThreads / 2; step > 0; step /= 2) {
    if (t < step) tile[t] += tile[t + step];
    __syncthreads();
  }
  if (t == 0) atomicAdd(out, tile[0]);
}

int main() {
  const int n = 1000;
  int host[n], result = 0, *in, *out;
  for (int i = 0; i < n; ++i) host[i] = i;
  cudaMalloc(&in, sizeof host);
  cudaMalloc(&out, sizeof(int));
  cudaMemcpy(in, host, sizeof host, cudaMemcpyHostToDevice);
  cudaMemset(out, 0, sizeof(int));
  sum<128><<<(n + 127) / 128, 128>>>(in, out, n);
  cudaMemcpy(&result, out, sizeof(int), cudaMemcpyDeviceToHost);
  std::printf("sum %d\n", result);
}
