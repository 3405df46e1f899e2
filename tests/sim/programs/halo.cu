// expect: ok stdout="189\n"
// A halo with its own loads, and structs with padding in shared memory.
#include <cstdio>
struct Pair {
  char tag;
  int value;
};
__global__ void sums(const int* x, int* y, int n) {
  __shared__ Pair s[66];
  const int t = threadIdx.x;
  s[t + 1] = Pair{'a', x[t]};
  if (t == 0) {
    s[0] = Pair{'b', 0};
    s[n + 1] = Pair{'b', 0};
  }
  __syncthreads();
  const Pair left = s[t], right = s[t + 2];
  y[t] = left.value + s[t + 1].value + right.value;
}
int main() {
  int *x, *y, host[64];
  for (int i = 0; i < 64; ++i) host[i] = i + 1;
  cudaMalloc(&x, sizeof host);
  cudaMalloc(&y, sizeof host);
  cudaMemcpy(x, host, sizeof host, cudaMemcpyHostToDevice);
  sums<<<1, 64>>>(x, y, 64);
  cudaMemcpy(host, y, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%d\n", host[62]);
}
