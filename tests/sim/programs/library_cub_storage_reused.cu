// expect: race variable=storage
// The second sum uses the same storage with no barrier in between.
#include <cub/block/block_reduce.cuh>

#include <cstdio>

__global__ void sums(const float* in, float* out) {
  using Reduce = cub::BlockReduce<float, 128>;
  __shared__ Reduce::TempStorage storage;
  const float x = in[threadIdx.x];
  const float sum = Reduce(storage).Sum(x);
  const float squares = Reduce(storage).Sum(x * x);
  if (threadIdx.x == 0) {
    out[0] = sum;
    out[1] = squares;
  }
}

int main() {
  float *in, *out;
  cudaMalloc(&in, 128 * sizeof(float));
  cudaMalloc(&out, 2 * sizeof(float));
  cudaMemset(in, 0, 128 * sizeof(float));
  sums<<<1, 128>>>(in, out);
  cudaDeviceSynchronize();
  cudaFree(in);
  cudaFree(out);
  std::printf("done\n");
}
