// expect: ok stdout="half 16x16x16 ok\nhalf 32x8x16 ok\nhalf 8x32x16 ok\nbf16 ok\nint8 ok\nuint8 32x8 ok\ntf32 ok\ndouble ok\nhalf sums ok\nelements 16 8 8 4 2\n"
// Every shape and type of wmma against a plain product, in all four layouts.
#include <cuda_bf16.h>
#include <mma.h>

#include <cstdio>
#include <vector>

using namespace nvcuda;

template <int M, int N, int K, class T, class Memory, class Sum, class La, class Lb>
__global__ void multiply(const Memory* a, const Memory* b, Sum* c, wmma::layout_t layout) {
  __shared__ Memory tile[M * K];
  for (int i = threadIdx.x; i < M * K; i += 32) tile[i] = a[i];
  __syncwarp();
  wmma::fragment<wmma::matrix_a, M, N, K, T, La> fa;
  wmma::fragment<wmma::matrix_b, M, N, K, T, Lb> fb;
  wmma::fragment<wmma::accumulator, M, N, K, Sum> fc;
  const bool rows_a = std::is_same<La, wmma::row_major>::value, rows_b = std::is_same<Lb, wmma::row_major>::value;
  wmma::load_matrix_sync(fa, tile, rows_a ? K : M);
  wmma::load_matrix_sync(fb, b, rows_b ? N : K);
  wmma::load_matrix_sync(fc, c, layout == wmma::mem_row_major ? N : M, layout);
  wmma::mma_sync(fc, fa, fb, fc);
  for (int i = 0; i < fc.num_elements; ++i) fc.x[i] = fc.x[i] + fc.x[i];
  wmma::store_matrix_sync(c, fc, layout == wmma::mem_row_major ? N : M, layout);
}

template <int M, int N, int K, class T, class Memory, class Sum, class La, class Lb>
bool right(wmma::layout_t layout) {
  Memory *a, *b;
  Sum* c;
  cudaMallocManaged(&a, M * K * sizeof(Memory));
  cudaMallocManaged(&b, K * N * sizeof(Memory));
  cudaMallocManaged(&c, M * N * sizeof(Sum));
  const bool rows_a = std::is_same<La, wmma::row_major>::value, rows_b = std::is_same<Lb, wmma::row_major>::value;
  const bool rows_c = layout == wmma::mem_row_major;
  const auto va = [](int m, int k) { return (m * 7 + k * 3) % 11; };
  const auto vb = [](int k, int n) { return (k * 5 + n) % 7; };
  for (int m = 0; m < M; ++m)
    for (int k = 0; k < K; ++k) a[rows_a ? m * K + k : k * M + m] = Memory(va(m, k));
  for (int k = 0; k < K; ++k)
    for (int n = 0; n < N; ++n) b[rows_b ? k * N + n : n * K + k] = Memory(vb(k, n));
  for (int m = 0; m < M; ++m)
    for (int n = 0; n < N; ++n) c[rows_c ? m * N + n : n * M + m] = Sum(m - n);
  multiply<M, N, K, T, Memory, Sum, La, Lb><<<1, 32>>>(a, b, c, layout);
  bool same = cudaDeviceSynchronize() == cudaSuccess;
  for (int m = 0; m < M; ++m)
    for (int n = 0; n < N; ++n) {
      int want = m - n;
      for (int k = 0; k < K; ++k) want += va(m, k) * vb(k, n);
      same = same && double(c[rows_c ? m * N + n : n * M + m]) == double(Sum(2 * want));
    }
  cudaFree(a), cudaFree(b), cudaFree(c);
  return same;
}

template <int M, int N, int K, class T, class Memory, class Sum>
void check(const char* name) {
  using R = wmma::row_major;
  using C = wmma::col_major;
  const bool ok = right<M, N, K, T, Memory, Sum, R, R>(wmma::mem_row_major) &&
                  right<M, N, K, T, Memory, Sum, R, C>(wmma::mem_col_major) &&
                  right<M, N, K, T, Memory, Sum, C, R>(wmma::mem_row_major) &&
                  right<M, N, K, T, Memory, Sum, C, C>(wmma::mem_col_major);
  std::printf("%s %s\n", name, ok ? "ok" : "WRONG");
}

int main() {
  check<16, 16, 16, half, half, float>("half 16x16x16");
  check<32, 8, 16, half, half, float>("half 32x8x16");
  check<8, 32, 16, half, half, float>("half 8x32x16");
  check<16, 16, 16, __nv_bfloat16, __nv_bfloat16, float>("bf16");
  check<16, 16, 16, signed char, signed char, int>("int8");
  check<32, 8, 16, unsigned char, unsigned char, int>("uint8 32x8");
  check<16, 16, 8, wmma::precision::tf32, float, float>("tf32");
  check<8, 8, 4, double, double, double>("double");
  check<16, 16, 16, half, half, half>("half sums");
  std::printf("elements %d %d %d %d %d\n", int(wmma::fragment<wmma::matrix_a, 8, 32, 16, half, wmma::row_major>::num_elements),
              int(wmma::fragment<wmma::accumulator, 16, 16, 16, float>::num_elements),
              int(wmma::fragment<wmma::matrix_b, 16, 16, 16, __nv_bfloat16, wmma::row_major>::num_elements),
              int(wmma::fragment<wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::row_major>::num_elements),
              int(wmma::fragment<wmma::accumulator, 8, 8, 4, double>::num_elements));
}
