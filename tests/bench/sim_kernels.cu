// The kernels that the sim's speed is measured on. Only what the prototype knows too, so that both run this
// text. sim_plain.cpp has the same maths as plain loops, by the same names.
#include <cuda_runtime.h>

#include <cmath>
#include <string>
#include <vector>

#include "sim_timing.h"

__global__ void vector_add(const float* x, const float* y, float* z, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) z[i] = x[i] + y[i];
}

__global__ void saxpy(const float* x, float* y, float a, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}

__global__ void saxpy_strided(const float* x, float* y, float a, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    y[i] = a * x[i] + y[i];
}

__global__ void matmul_naive(const float* a, const float* b, float* c, int n) {
  int row = blockIdx.y * blockDim.y + threadIdx.y, column = blockIdx.x * blockDim.x + threadIdx.x;
  float sum = 0;
  for (int k = 0; k < n; ++k) sum += a[row * n + k] * b[k * n + column];
  c[row * n + column] = sum;
}

template <int tile>
__global__ void matmul_tiled(const float* a, const float* b, float* c, int n) {
  __shared__ float left[tile][tile], right[tile][tile];
  int row = blockIdx.y * tile + threadIdx.y, column = blockIdx.x * tile + threadIdx.x;
  float sum = 0;
  for (int k = 0; k < n; k += tile) {
    left[threadIdx.y][threadIdx.x] = a[row * n + k + threadIdx.x];
    right[threadIdx.y][threadIdx.x] = b[(k + threadIdx.y) * n + column];
    __syncthreads();
    for (int i = 0; i < tile; ++i) sum += left[threadIdx.y][i] * right[i][threadIdx.x];
    __syncthreads();
  }
  c[row * n + column] = sum;
}

__device__ float warp_sum(float v) {
  for (int offset = 16; offset > 0; offset >>= 1) v += __shfl_down_sync(0xffffffffu, v, offset);
  return v;
}

__global__ void reduce_shuffle(const float* x, float* out, int n) {
  __shared__ float part[32];
  float v = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) v += x[i];
  v = warp_sum(v);
  if (threadIdx.x % 32 == 0) part[threadIdx.x / 32] = v;
  __syncthreads();
  if (threadIdx.x < 32) {
    v = threadIdx.x < blockDim.x / 32 ? part[threadIdx.x] : 0.0f;
    v = warp_sum(v);
    if (threadIdx.x == 0) atomicAdd(out, v);
  }
}

__global__ void reduce_tree(const float* x, float* out, int n) {
  extern __shared__ float s[];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  s[threadIdx.x] = i < n ? x[i] : 0.0f;
  __syncthreads();
  for (int half = blockDim.x / 2; half > 0; half >>= 1) {
    if (threadIdx.x < half) s[threadIdx.x] += s[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) atomicAdd(out, s[0]);
}

__global__ void transpose(const float* in, float* out, int n) {
  __shared__ float tile[32][33];
  int x = blockIdx.x * 32 + threadIdx.x, y = blockIdx.y * 32 + threadIdx.y;
  for (int j = 0; j < 32; j += 8) tile[threadIdx.y + j][threadIdx.x] = in[(y + j) * n + x];
  __syncthreads();
  x = blockIdx.y * 32 + threadIdx.x, y = blockIdx.x * 32 + threadIdx.y;
  for (int j = 0; j < 32; j += 8) out[(y + j) * n + x] = tile[threadIdx.x][threadIdx.y + j];
}

__global__ void histogram(const int* x, int* bins, int n) {
  __shared__ int own[256];
  own[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    atomicAdd(&own[x[i] & 255], 1);
  __syncthreads();
  atomicAdd(&bins[threadIdx.x], own[threadIdx.x]);
}

__global__ void softmax(const float* x, float* y, int columns) {
  __shared__ float s[256];
  const float* row = x + blockIdx.x * columns;
  float most = -1e30f;
  for (int i = threadIdx.x; i < columns; i += blockDim.x) most = fmaxf(most, row[i]);
  s[threadIdx.x] = most;
  __syncthreads();
  for (int half = blockDim.x / 2; half > 0; half >>= 1) {
    if (threadIdx.x < half) s[threadIdx.x] = fmaxf(s[threadIdx.x], s[threadIdx.x + half]);
    __syncthreads();
  }
  most = s[0];
  __syncthreads();
  float sum = 0;
  for (int i = threadIdx.x; i < columns; i += blockDim.x) sum += expf(row[i] - most);
  s[threadIdx.x] = sum;
  __syncthreads();
  for (int half = blockDim.x / 2; half > 0; half >>= 1) {
    if (threadIdx.x < half) s[threadIdx.x] += s[threadIdx.x + half];
    __syncthreads();
  }
  sum = s[0];
  for (int i = threadIdx.x; i < columns; i += blockDim.x) y[blockIdx.x * columns + i] = expf(row[i] - most) / sum;
}

__global__ void scan(const float* x, float* y) {
  __shared__ float s[2][256];
  int from = 0, i = blockIdx.x * 256 + threadIdx.x;
  s[0][threadIdx.x] = x[i];
  __syncthreads();
  for (int step = 1; step < 256; step <<= 1) {
    s[1 - from][threadIdx.x] = s[from][threadIdx.x] + (threadIdx.x >= step ? s[from][threadIdx.x - step] : 0.0f);
    from = 1 - from;
    __syncthreads();
  }
  y[i] = s[from][threadIdx.x];
}

__global__ void nothing(int* p) {
  if (p != nullptr && threadIdx.x == 2000) *p = 1;
}

__global__ void barriers(int* p, int count) {
  for (int i = 0; i < count; ++i) __syncthreads();
  if (threadIdx.x == 0) p[blockIdx.x] = count;
}

__global__ void shuffles(float* p, int count) {
  float v = static_cast<float>(threadIdx.x);
  for (int i = 0; i < count; ++i) v = __shfl_xor_sync(0xffffffffu, v, i & 31);
  p[blockIdx.x * blockDim.x + threadIdx.x] = v;
}

__global__ void contend(int* p, int count) {
  for (int i = 0; i < count; ++i) atomicAdd(p, 1);
}

int main(int argc, char** argv) {
  const int n = 1 << 20, m = 256;
  const int runs = runs_wanted(3);
  std::vector<float> x(n), square(m * m);
  std::vector<int> numbers(n);
  for (int i = 0; i < n; ++i) x[i] = i % 4, numbers[i] = (i * 2654435761u) >> 7 & 255;
  for (int i = 0; i < m * m; ++i) square[i] = i % 7 - 3;
  float *dx, *dy, *dz, *da, *db, *dc, *sum;
  int *dn, *bins;
  cudaMalloc(&dx, n * 4), cudaMalloc(&dy, n * 4), cudaMalloc(&dz, n * 4), cudaMalloc(&dn, n * 4);
  cudaMalloc(&da, m * m * 4), cudaMalloc(&db, m * m * 4), cudaMalloc(&dc, m * m * 4);
  cudaMalloc(&sum, 4), cudaMalloc(&bins, 65536 * 4);
  cudaMemcpy(dx, x.data(), n * 4, cudaMemcpyHostToDevice), cudaMemset(dy, 0, n * 4);
  cudaMemset(dz, 0, n * 4), cudaMemset(sum, 0, 4), cudaMemset(bins, 0, 65536 * 4);
  cudaMemcpy(dn, numbers.data(), n * 4, cudaMemcpyHostToDevice);
  cudaMemcpy(da, square.data(), m * m * 4, cudaMemcpyHostToDevice);
  cudaMemcpy(db, square.data(), m * m * 4, cudaMemcpyHostToDevice);
  cudaMemset(dc, 0, m * m * 4);
  const auto bench = [&](const char* name, auto work) {
    for (int i = 1; i < argc; ++i) {
      if (name == std::string(argv[i])) break;
      if (i == argc - 1) return;
    }
    time_it(name, runs, [&] { work(), cudaDeviceSynchronize(); });
  };
  bench("vector_add", [&] { vector_add<<<n / 256, 256>>>(dx, dy, dz, n); });
  bench("saxpy", [&] { saxpy<<<n / 256, 256>>>(dx, dy, 2.0f, n); });
  bench("saxpy_strided", [&] { saxpy_strided<<<64, 256>>>(dx, dy, 2.0f, n); });
  bench("matmul_naive", [&] { matmul_naive<<<dim3(m / 16, m / 16), dim3(16, 16)>>>(da, db, dc, m); });
  bench("matmul_16", [&] { matmul_tiled<16><<<dim3(m / 16, m / 16), dim3(16, 16)>>>(da, db, dc, m); });
  bench("matmul_32", [&] { matmul_tiled<32><<<dim3(m / 32, m / 32), dim3(32, 32)>>>(da, db, dc, m); });
  bench("reduce_shuffle", [&] { reduce_shuffle<<<128, 256>>>(dx, sum, n); });
  bench("reduce_tree", [&] { reduce_tree<<<n / 256, 256, 256 * sizeof(float)>>>(dx, sum, n); });
  bench("transpose", [&] { transpose<<<dim3(32, 32), dim3(32, 8)>>>(dx, dz, 1024); });
  bench("histogram", [&] { histogram<<<64, 256>>>(dn, bins, n); });
  bench("softmax", [&] { softmax<<<1024, 256>>>(dx, dz, 1024); });
  bench("scan", [&] { scan<<<n / 256, 256>>>(dx, dz); });
  bench("barriers_1024", [&] { barriers<<<16, 1024>>>(bins, 64); });
  bench("shuffles", [&] { shuffles<<<64, 256>>>(dz, 64); });
  bench("contend", [&] { contend<<<64, 256>>>(bins, 64); });
  bench("tiny_blocks", [&] { nothing<<<65536, 1>>>(bins); });
  bench("large_grid", [&] { nothing<<<65535, 1024>>>(bins); });
  bench("large_grid_barrier", [&] { barriers<<<65535 / 8, 1024>>>(bins, 1); });
  bench("tiny_launches", [&] {
    for (int i = 0; i < 10000; ++i) nothing<<<1, 32>>>(bins);
  });
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  std::printf("max_rss_mb %.1f 0\n", used.ru_maxrss / 1024.0);
}
