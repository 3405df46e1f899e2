// Register tiles of 8 x 16, warp tiles of 64 x 64, three stages in shared memory filled by asynchronous
// copies.
//
// Per k a thread loads 8 + 16 floats (6 loads of 16 bytes) and does 128 multiply-adds: 3/64 shared requests
// per multiply-add, so the FMA pipes are the limit and not shared memory. That takes 128 registers for the
// sums alone, one block of 256 threads per multiprocessor; the latency is hidden by independent instructions,
// not by other warps.
#include <cuda_pipeline.h>
#include <cuda_runtime.h>

constexpr int kThreads = 256, kStages = 3;
constexpr int kBlockM = 128, kBlockK = 8;
constexpr int kRowA =
    kBlockM + 4;  // a row of the transposed tile of A; 4 more keep its stores free of bank conflicts

// Column quads per thread: 4 for a block of 128 x 256, 2 for 128 x 128.
template <int kQuads>
struct Tile {
  static constexpr int kBlockN = 64 * kQuads;
  struct Stage {
    float a[kBlockK][kRowA];    // a[k][m]: the four rows of a thread are neighbours
    float b[kBlockK][kBlockN];  // b[k][n]
  };
};

// Whether rows of B and C begin at multiples of 16 bytes.
enum class Rows { by_floats, by_quads };

// What one thread copies of each tile: where from, relative to the tile's first k, and where to. Rows and
// columns outside of the matrices are replaced by the last ones inside: their sums are never stored, and
// nothing has to be tested per step.
template <int kQuads, Rows rows>
class Copies {
 public:
  using Stage = typename Tile<kQuads>::Stage;

  __device__ Copies(const float* A, const float* B, int M, int N, int K, int first_m, int first_n)
      : a_(A), b_(B), N_(N), K_(K), m_(threadIdx.x / kBlockK), b_step_(N * (kWidth * kThreads / kBlockN)) {
    // A is turned on the way: 8 neighbouring k of 4 rows per warp, whole sectors on one side and 32 banks on
    // the other.
    const int k = threadIdx.x % kBlockK;
#pragma unroll
    for (int i = 0; i < kCopiesA; ++i) from_a_[i] = min(first_m + m_ + i * kRowsA, M - 1) * K + k;
    from_b_ = b_k() * N + min(first_n + b_n(), N - kWidth);
  }

  // Starts the copies of the tile at k0 and leaves at once.
  __device__ void start(Stage& stage, int k0) {
    if (k0 + kBlockK <= K_)
      copy<false>(stage, k0);
    else
      copy<true>(stage, k0);
    a_ += kBlockK;
    b_ += static_cast<long long>(N_) * kBlockK;
  }

 private:
  static constexpr int kBlockN = Tile<kQuads>::kBlockN, kWidth = rows == Rows::by_quads ? 4 : 1;
  static constexpr int kRowsA = kThreads / kBlockK, kCopiesA = kBlockM / kRowsA;
  static constexpr int kRowsB = kWidth * kThreads / kBlockN, kCopiesB = kBlockK / kRowsB;

  __device__ int b_n() const { return threadIdx.x % (kBlockN / kWidth) * kWidth; }
  __device__ int b_k() const { return threadIdx.x / (kBlockN / kWidth); }

  // The last tile may reach beyond K: zeros there, they add nothing.
  template <bool kEnd>
  __device__ void copy(Stage& stage, int k0) {
    const int k = threadIdx.x % kBlockK;
#pragma unroll
    for (int i = 0; i < kCopiesA; ++i) {
      float* to = &stage.a[k][m_ + i * kRowsA];
      if (kEnd && k0 + k >= K_)
        *to = 0.0f;
      else
        __pipeline_memcpy_async(to, a_ + from_a_[i], 4);
    }
#pragma unroll
    for (int i = 0; i < kCopiesB; ++i) {
      float* to = &stage.b[b_k() + i * kRowsB][b_n()];
      if (kEnd && k0 + b_k() + i * kRowsB >= K_) {
#pragma unroll
        for (int w = 0; w < kWidth; ++w) to[w] = 0.0f;
      } else {
        __pipeline_memcpy_async(to, b_ + from_b_ + i * b_step_, 4 * kWidth);
      }
    }
  }

  const float *a_, *b_;
  int N_, K_, m_, b_step_, from_b_, from_a_[kCopiesA];
};

__device__ float4 scaled(float4 v, float alpha) {
  return {alpha * v.x, alpha * v.y, alpha * v.z, alpha * v.w};
}

__device__ void store_float(float* c, float value, float beta) {
  *c = beta == 0.0f ? value : value + beta * *c;
}

// Four neighbours of one row of C.
template <Rows rows>
__device__ void store(float* C, int N, int m, int n, float4 v, float beta) {
  float* c = C + m * static_cast<long long>(N) + n;
  if constexpr (rows == Rows::by_quads) {
    if (n >= N) return;
    if (beta != 0.0f) {  // beta = 0 must not read C
      const float4 old = *reinterpret_cast<const float4*>(c);
      v = {v.x + beta * old.x, v.y + beta * old.y, v.z + beta * old.z, v.w + beta * old.w};
    }
    *reinterpret_cast<float4*>(c) = v;
  } else {
    if (n < N) store_float(c, v.x, beta);
    if (n + 1 < N) store_float(c + 1, v.y, beta);
    if (n + 2 < N) store_float(c + 2, v.z, beta);
    if (n + 3 < N) store_float(c + 3, v.w, beta);
  }
}

// What a thread multiplies for one k.
template <int kQuads>
struct Operands {
  float a[8];
  float4 b[kQuads];
  __device__ void load(const typename Tile<kQuads>::Stage& stage, int k, int m0, int n0) {
    *reinterpret_cast<float4*>(a) = *reinterpret_cast<const float4*>(&stage.a[k][m0]);
    *reinterpret_cast<float4*>(a + 4) = *reinterpret_cast<const float4*>(&stage.a[k][m0 + 32]);
#pragma unroll
    for (int q = 0; q < kQuads; ++q) b[q] = *reinterpret_cast<const float4*>(&stage.b[k][n0 + 16 * q]);
  }
};

template <int kQuads>
__device__ void add_products(float4 (&sum)[8][kQuads], const Operands<kQuads>& with) {
#pragma unroll
  for (int i = 0; i < 8; ++i) {
#pragma unroll
    for (int q = 0; q < kQuads; ++q) {
      sum[i][q].x += with.a[i] * with.b[q].x;
      sum[i][q].y += with.a[i] * with.b[q].y;
      sum[i][q].z += with.a[i] * with.b[q].z;
      sum[i][q].w += with.a[i] * with.b[q].w;
    }
  }
}

template <int kQuads, Rows rows>
__global__ void __launch_bounds__(kThreads)
    sgemm_kernel(int M, int N, int K, float alpha, const float* __restrict__ A, const float* __restrict__ B,
                 float beta, float* __restrict__ C) {
  using Stage = typename Tile<kQuads>::Stage;
  __shared__ __align__(16) Stage stages[kStages];
  const int first_m = blockIdx.y * kBlockM, first_n = blockIdx.x * Tile<kQuads>::kBlockN;
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  // 2 x 4 warps; within a warp 8 x 4 lanes. This order of lanes lets every 16-byte load of a warp be served
  // in one turn.
  const int m0 = warp / 4 * 64 + (lane >> 1 & 7) * 4;
  const int n0 = warp % 4 * (16 * kQuads) + ((lane & 1) | (lane >> 3 & 2)) * 4;

  Copies<kQuads, rows> copies(A, B, M, N, K, first_m, first_n);
  float4 sum[8][kQuads] = {};
  Operands<kQuads> operands[2];
  const int steps = (K + kBlockK - 1) / kBlockK;
#pragma unroll
  for (int s = 0; s < kStages - 1; ++s) {
    if (s < steps) copies.start(stages[s], s * kBlockK);
    __pipeline_commit();  // also when empty: the count of groups stays that of steps
  }
  int now = 0, next = kStages - 1;
  for (int step = 0; step < steps; ++step) {
    __pipeline_wait_prior(kStages - 2);  // this thread's copies of `now` are there,
    __syncthreads();  // everybody's are, and nobody reads the stage that is filled next any more
    const Stage& stage = stages[now];
    // The operands of the first k, before the copies are started: their instructions hide the latency.
    operands[0].load(stage, 0, m0, n0);
    const int ahead = step + kStages - 1;
    if (ahead < steps) copies.start(stages[next], ahead * kBlockK);
    __pipeline_commit();
#pragma unroll
    for (int k = 0; k < kBlockK; ++k) {
      if (k + 1 < kBlockK) operands[(k + 1) % 2].load(stage, k + 1, m0, n0);  // one k ahead
      add_products(sum, operands[k % 2]);
    }
    now = now + 1 == kStages ? 0 : now + 1;
    next = next + 1 == kStages ? 0 : next + 1;
  }

#pragma unroll
  for (int i = 0; i < 8; ++i) {
    const int m = first_m + m0 + (i < 4 ? i : 28 + i);
    if (m >= M) return;
#pragma unroll
    for (int q = 0; q < kQuads; ++q)
      store<rows>(C, N, m, first_n + n0 + 16 * q, scaled(sum[i][q], alpha), beta);
  }
}

template <int kQuads>
void launch(int M, int N, int K, float alpha, const float* A, const float* B, float beta, float* C) {
  constexpr int kBlockN = Tile<kQuads>::kBlockN;
  const dim3 grid((N + kBlockN - 1) / kBlockN, (M + kBlockM - 1) / kBlockM);
  if (N % 4 == 0) {
    sgemm_kernel<kQuads, Rows::by_quads><<<grid, kThreads>>>(M, N, K, alpha, A, B, beta, C);
  } else {
    sgemm_kernel<kQuads, Rows::by_floats><<<grid, kThreads>>>(M, N, K, alpha, A, B, beta, C);
  }
}

extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta,
                      float* C) {
  if (M == 0 || N == 0) return;
  int device = 0, multiprocessors = 1;
  cudaGetDevice(&device);
  cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device);
  // The large tile does most per load; a product with few tiles needs the smaller one, to have work for
  // everybody.
  const int large_tiles = ((M + kBlockM - 1) / kBlockM) * ((N + 255) / 256);
  if (large_tiles >= multiprocessors)
    launch<4>(M, N, K, alpha, A, B, beta, C);
  else
    launch<2>(M, N, K, alpha, A, B, beta, C);
}
