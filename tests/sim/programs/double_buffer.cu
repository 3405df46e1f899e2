// expect: ok stdout="0 wrong\n"
// One barrier per step is enough with two buffers; a good race detector says nothing.
#include <cstdio>

__global__ void stage(const int* in, int* out, int n) {
  __shared__ int buffer[2][64];
  const int t = threadIdx.x;
  int sum = 0;
  for (int i = 0, side = 0; i < n; i += 64, side ^= 1) {
    buffer[side][t] = in[i + t];
    __syncthreads();
    sum += buffer[side][63 - t];
  }
  out[t] = sum;
}

int main() {
  const int n = 256;
  int host[n], result[64], *in, *out;
  for (int i = 0; i < n; ++i) host[i] = i;
  cudaMalloc(&in, sizeof host);
  cudaMalloc(&out, sizeof result);
  cudaMemcpy(in, host, sizeof host, cudaMemcpyHostToDevice);
  stage<<<1, 64>>>(in, out, n);
  cudaMemcpy(result, out, sizeof result, cudaMemcpyDeviceToHost);
  int wrong = 0;
  for (int t = 0; t < 64; ++t) wrong += result[t] != 4 * (63 - t) + 64 * 6;
  std::printf("%d wrong\n", wrong);
}
