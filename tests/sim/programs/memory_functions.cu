// expect: ok stdout="210\n"
// memset and memcpy in a kernel fill shared memory.
#include <cstdio>
struct Row {
  int v[24];
};
__global__ void sum(const int* x, int* out) {
  __shared__ Row rows[2];
  __shared__ int zero[64];
  if (threadIdx.x == 0) {
    memcpy(&rows[0], x, sizeof(Row));
    memset(zero, 0, sizeof zero);
  } else {
    memcpy(rows + 1, x + 24, blockDim.x * sizeof(int));
  }
  __syncthreads();
  if (threadIdx.x == 0) *out = rows[0].v[23] + rows[1].v[1] + rows[1].v[0] + zero[63] + 138;
}
int main() {
  int *x, *out, host[48];
  for (int i = 0; i < 48; ++i) host[i] = i;
  cudaMalloc(&x, sizeof host);
  cudaMalloc(&out, sizeof(int));
  cudaMemcpy(x, host, sizeof host, cudaMemcpyHostToDevice);
  sum<<<1, 2>>>(x, out);
  cudaMemcpy(host, out, sizeof(int), cudaMemcpyDeviceToHost);
  std::printf("%d\n", host[0]);
}
