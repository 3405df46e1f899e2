// expect: race line=15 other_line=11 variable=tile
// Two warps fill the tile, one multiplies: without a barrier it may read what the other has not written yet.
#include <mma.h>

#include <cstdio>

using namespace nvcuda;

__global__ void square(const half* in, float* out) {
  __shared__ half tile[256];
  for (int i = threadIdx.x; i < 256; i += 64) tile[i] = in[i];
  if (threadIdx.x >= 32) return;
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> a;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::col_major> b;
  wmma::load_matrix_sync(a, tile, 16);
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> c;
  wmma::fill_fragment(b, __float2half(1.0f));
  wmma::fill_fragment(c, 0.0f);
  wmma::mma_sync(c, a, b, c);
  wmma::store_matrix_sync(out, c, 16, wmma::mem_row_major);
}

int main() {
  half *in, h[256];
  float* out;
  for (half& x : h) x = 1;
  cudaMalloc(&in, sizeof h), cudaMalloc(&out, 1024);
  cudaMemcpy(in, h, sizeof h, cudaMemcpyHostToDevice);
  square<<<1, 64>>>(in, out);
  std::printf("%d\n", cudaDeviceSynchronize());
}
