// expect: ok stdout="hgemm ok\nwmma gemm ok\n"
// C = A B in half precision on tensor cores, twice: with ldmatrix, mma.sync and a two-stage cp.async pipeline over a
// swizzled tile, and with wmma through shared memory.
#include <cuda_fp16.h>
#include <mma.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

constexpr int kTileM = 64, kTileN = 64, kTileK = 32, kThreads = 128;

#define LDMATRIX_X4(r0, r1, r2, r3, addr)                                               \
  asm volatile("ldmatrix.sync.aligned.x4.m8n8.shared.b16 {%0, %1, %2, %3}, [%4];\n"      \
               : "=r"(r0), "=r"(r1), "=r"(r2), "=r"(r3)                                  \
               : "r"(addr))
#define LDMATRIX_X4_T(r0, r1, r2, r3, addr)                                             \
  asm volatile("ldmatrix.sync.aligned.x4.trans.m8n8.shared.b16 {%0, %1, %2, %3}, [%4];\n" \
               : "=r"(r0), "=r"(r1), "=r"(r2), "=r"(r3)                                  \
               : "r"(addr))
#define HMMA16816(d, a, b)                                                                               \
  asm volatile(                                                                                          \
      "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, " \
      "{%0, %1, %2, %3};\n"                                                                              \
      : "+f"((d)[0]), "+f"((d)[1]), "+f"((d)[2]), "+f"((d)[3])                                           \
      : "r"((a)[0]), "r"((a)[1]), "r"((a)[2]), "r"((a)[3]), "r"((b)[0]), "r"((b)[1]))

__device__ __forceinline__ uint32_t cast_smem(const void* p) {
  return static_cast<uint32_t>(__cvta_generic_to_shared(p));
}
// Rows of 32 halves are four chunks of 16 bytes, rows of 64 are eight: the row's number swaps them.
__device__ __forceinline__ int at_a(int row, int chunk) { return row * kTileK + (chunk ^ (row / 2 & 3)) * 8; }
__device__ __forceinline__ int at_b(int row, int chunk) { return row * kTileN + (chunk ^ (row & 7)) * 8; }

__device__ __forceinline__ void copy16(half* to, const half* from) {
  asm volatile("cp.async.cg.shared.global.L2::128B [%0], [%1], %2;\n" ::"r"(cast_smem(to)), "l"(from), "n"(16));
}

__device__ void load_tiles(half* a, half* b, const half* A, const half* B, int n, int k, int row, int column, int from) {
  for (int i = threadIdx.x; i < kTileM * kTileK / 8; i += kThreads)
    copy16(&a[at_a(i / 4, i % 4)], A + (row + i / 4) * k + from + i % 4 * 8);
  for (int i = threadIdx.x; i < kTileK * kTileN / 8; i += kThreads)
    copy16(&b[at_b(i / 8, i % 8)], B + (from + i / 8) * n + column + i % 8 * 8);
  asm volatile("cp.async.commit_group;\n" ::: "memory");
}

__global__ void __launch_bounds__(kThreads) hgemm(const half* A, const half* B, half* C, int m, int n, int k) {
  extern __shared__ __align__(128) half smem[];
  half* const as = smem;
  half* const bs = smem + 2 * kTileM * kTileK;
  const int warp = threadIdx.x / 32, lane = threadIdx.x % 32, row = blockIdx.y * kTileM, column = blockIdx.x * kTileN;
  const int warp_row = warp / 2 * 32, warp_column = warp % 2 * 32;
  float sum[2][4][4] = {};
  load_tiles(as, bs, A, B, n, k, row, column, 0);
  const int steps = k / kTileK;
  for (int step = 0; step < steps; ++step) {
    const int now = step & 1, next = now ^ 1;
    if (step + 1 < steps) {
      load_tiles(as + next * kTileM * kTileK, bs + next * kTileK * kTileN, A, B, n, k, row, column, (step + 1) * kTileK);
      asm volatile("cp.async.wait_group 1;\n" ::: "memory");
    } else {
      asm volatile("cp.async.wait_group 0;\n" ::: "memory");
    }
    __syncthreads();
    const half *a = as + now * kTileM * kTileK, *b = bs + now * kTileK * kTileN;
#pragma unroll
    for (int kk = 0; kk < kTileK; kk += 16) {
      uint32_t ra[2][4], rb[4][2];
      for (int i = 0; i < 2; ++i)
        LDMATRIX_X4(ra[i][0], ra[i][1], ra[i][2], ra[i][3],
                    cast_smem(&a[at_a(warp_row + i * 16 + lane % 16, kk / 8 + lane / 16)]));
      for (int j = 0; j < 4; j += 2)
        LDMATRIX_X4_T(rb[j][0], rb[j][1], rb[j + 1][0], rb[j + 1][1],
                      cast_smem(&b[at_b(kk + lane % 16, (warp_column + j * 8) / 8 + lane / 16)]));
      for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 4; ++j) HMMA16816(sum[i][j], ra[i], rb[j]);
    }
    __syncthreads();
  }
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 4; ++j)
      for (int h = 0; h < 2; ++h) {
        const int r = row + warp_row + i * 16 + lane / 4 + 8 * h, c = column + warp_column + j * 8 + lane % 4 * 2;
        *reinterpret_cast<half2*>(&C[r * n + c]) = __floats2half2_rn(sum[i][j][2 * h], sum[i][j][2 * h + 1]);
      }
}

using namespace nvcuda;

__global__ void wmma_gemm(const half* A, const half* B, float* C, int n, int k) {
  __shared__ half a[32][16], b[16][32];
  const int warp = threadIdx.x / 32, row = blockIdx.y * 32, column = blockIdx.x * 32;
  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> fa;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::row_major> fb;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> fc;
  wmma::fill_fragment(fc, 0.0f);
  for (int from = 0; from < k; from += 16) {
    for (int i = threadIdx.x; i < 512; i += blockDim.x) {
      a[i / 16][i % 16] = A[(row + i / 16) * k + from + i % 16];
      b[i / 32][i % 32] = B[(from + i / 32) * n + column + i % 32];
    }
    __syncthreads();
    wmma::load_matrix_sync(fa, &a[warp / 2 * 16][0], 16);
    wmma::load_matrix_sync(fb, &b[0][warp % 2 * 16], 32);
    wmma::mma_sync(fc, fa, fb, fc);
    __syncthreads();
  }
  for (int i = 0; i < fc.num_elements; i++) fc.x[i] *= 0.5f;
  wmma::store_matrix_sync(C + (row + warp / 2 * 16) * n + column + warp % 2 * 16, fc, n, wmma::mem_row_major);
}

int main() {
  const int m = 64, n = 128, k = 96;
  std::vector<half> a(m * k), b(k * n), c(m * n);
  std::vector<float> d(m * n);
  for (int i = 0; i < m * k; ++i) a[i] = __float2half((i * 7 % 13 - 6) * 0.25f);
  for (int i = 0; i < k * n; ++i) b[i] = __float2half((i * 5 % 11 - 5) * 0.5f);
  half *da, *db, *dc;
  float* dd;
  cudaMalloc(&da, a.size() * 2), cudaMalloc(&db, b.size() * 2), cudaMalloc(&dc, c.size() * 2), cudaMalloc(&dd, d.size() * 4);
  cudaMemcpy(da, a.data(), a.size() * 2, cudaMemcpyHostToDevice);
  cudaMemcpy(db, b.data(), b.size() * 2, cudaMemcpyHostToDevice);
  const int bytes = 2 * (kTileM * kTileK + kTileK * kTileN) * sizeof(half);
  cudaFuncSetAttribute(hgemm, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes);
  hgemm<<<dim3(n / kTileN, m / kTileM), kThreads, bytes>>>(da, db, dc, m, n, k);
  wmma_gemm<<<dim3(n / 32, m / 32), 128>>>(da, db, dd, n, k);
  cudaMemcpy(c.data(), dc, c.size() * 2, cudaMemcpyDeviceToHost);
  cudaMemcpy(d.data(), dd, d.size() * 4, cudaMemcpyDeviceToHost);
  bool first = true, second = true;
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      float want = 0;
      for (int x = 0; x < k; ++x) want += __half2float(a[i * k + x]) * __half2float(b[x * n + j]);
      first = first && __half2float(c[i * n + j]) == __half2float(__float2half(want));
      second = second && d[i * n + j] == want * 0.5f;
    }
  std::printf("hgemm %s\nwmma gemm %s\n", first ? "ok" : "WRONG", second ? "ok" : "WRONG");
}
