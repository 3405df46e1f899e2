// expect: memory_error line=23
// The leading dimension in halves must be a multiple of eight: 20 is not.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

#include <mma.h>
using namespace nvcuda;
__global__ void mul(const half* a, const half* b, float* c, int lda) {
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::col_major> fb;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> fc;
  wmma::fill_fragment(fc, 0.0f);
  wmma::load_matrix_sync(fa, a, lda);
  wmma::load_matrix_sync(fb, b, 16);
  wmma::mma_sync(fc, fa, fb, fc);
  wmma::store_matrix_sync(c, fc, 16, wmma::mem_row_major);
}
int main() {
  half *a, *b;
  float* c;
  CHECK(cudaMalloc(&a, 1024));
  CHECK(cudaMalloc(&b, 512));
  CHECK(cudaMalloc(&c, 1024));
  CHECK(cudaMemset(a, 0, 1024));
  CHECK(cudaMemset(b, 0, 512));
  mul<<<1, 32>>>(a, b, c, 20);
  cudaDeviceSynchronize();
  cudaFree(a);
  cudaFree(b);
  cudaFree(c);
}
