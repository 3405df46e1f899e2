// expect: ok stdout="all right\n"
// Grid-stride loops in every shape: those that run in rounds (src/sim/front/grid_stride.h), those whose
// threads wait in the middle of a round, and those that carry something from turn to turn.
#include <cstdio>
#include <vector>

__global__ void plain(const int* x, int* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 3 * x[i] + 1;
}

__global__ void by_names(const int* x, int* y, size_t n) {
  const unsigned tid = blockIdx.x * blockDim.x + threadIdx.x, stride = blockDim.x * gridDim.x;
  if (tid >= n) return;
#pragma unroll 4
  for (size_t i = tid; i < n; i += stride) {
    int v = x[i];
    if (v % 7 == 0) {
      y[i] = 22 * v - 21 * v + 2 * v + 1;
      continue;
    }
    y[i] = 3 * v + 1;
  }
}

__global__ void with_while(const int* x, int* y, int n) {
  int i = threadIdx.x + blockIdx.x * blockDim.x;
  while (i < n) {
    y[i] = 3 * x[i] + 1;
    i += blockDim.x * gridDim.x;
  }
}

// 64-bit and unsigned arithmetic of the loop's variable.
__global__ void wide(const int* x, int* y, long long n) {
  for (long long i = blockIdx.x * (long long)blockDim.x + threadIdx.x; i < n;
       i += (long long)gridDim.x * blockDim.x)
    y[i] = 3 * x[i] + 1;
}

__global__ void rows(const int* x, int* y, int height, int width) {
  int column = blockIdx.x * blockDim.x + threadIdx.x;
  if (column >= width) return;
  for (int row = blockIdx.y * blockDim.y + threadIdx.y; row < height; row += blockDim.y * gridDim.y)
    y[row * width + column] = 3 * x[row * width + column] + 1;
}

// The threads of a block meet in a function that the loop calls: from the first turn, or only in a later one.
__device__ int same(int v) {
  __syncthreads();
  return v;
}
__global__ void meets(const int* x, int* y, int n, int from) {
  const int stride = gridDim.x * blockDim.x;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride) {
    int v = x[i];
    if (i / stride >= from) v = same(v + 0);
    y[i] = 3 * v + 1;
  }
}
__device__ int same_in_warp(int v) {
  return __shfl_xor_sync(0xffffffffu, __shfl_xor_sync(0xffffffffu, v, 5), 5);
}
__global__ void meets_in_some_blocks(const int* x, int* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    int v = x[i];
    if (blockIdx.x % 3 == 1) v = same_in_warp(v + 0);
    y[i] = 3 * v + 1;
  }
}

// What lives from turn to turn: none of these may run in rounds.
__device__ void bump(int& v) { ++v; }
__global__ void carries(const int* x, int* y, int n, int turns) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    y[i] = 3 * x[i] + 1 + turns++;
}
__global__ void carries_by_reference(const int* x, int* y, int n, int turns) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    y[i] = 3 * x[i] + 1 + turns;
    bump(turns);
  }
}
__global__ void moves_pointer(const int* x, int* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    y[i] = 3 * x[i] + 1;
    if (i < 0) ++x;
  }
}
__global__ void leaves(const int* x, int* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    y[i] = 3 * x[i] + 1;
    if (i >= n / 2) break;
  }
}

// Shared memory of a block without a barrier: each thread its own word, kept over the turns.
__global__ void own_words(const int* x, int* y, int n) {
  __shared__ int turns[64];
  turns[threadIdx.x] = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    y[i] = 3 * x[i] + 1 + turns[threadIdx.x];
    turns[threadIdx.x] += 1;
  }
}

__global__ void counts(int* total, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    atomicAdd(total, i % 5);
}

int main() {
  const int n = 10007, threads = 64;
  std::vector<int> x(n), y(n);
  for (int i = 0; i < n; ++i) x[i] = i * 7 % 1000;
  int *dx, *dy, *total;
  cudaMalloc(&dx, n * sizeof(int)), cudaMalloc(&dy, n * sizeof(int)), cudaMalloc(&total, sizeof(int));
  cudaMemcpy(dx, x.data(), n * sizeof(int), cudaMemcpyHostToDevice);
  bool good = true;
  const auto check = [&](const char* name, int blocks, auto launch, auto extra) {
    cudaMemset(dy, 0xee, n * sizeof(int));
    launch();
    const cudaError_t error = cudaDeviceSynchronize();
    cudaMemcpy(y.data(), dy, n * sizeof(int), cudaMemcpyDeviceToHost);
    for (int i = 0; i < n; ++i) {
      const int wanted = 3 * x[i] + 1 + extra(i / (blocks * threads));
      if (error == cudaSuccess && y[i] == wanted) continue;
      std::printf("%s with %d blocks: element %d is %d, not %d\n", name, blocks, i, y[i], wanted);
      good = false;
      return;
    }
  };
  const auto nothing = [](int) { return 0; };
  const auto turn = [](int t) { return t; };
  for (const int blocks : {1, 3, 32, 80, 200}) {
    check(
        "plain", blocks, [&] { plain<<<blocks, threads>>>(dx, dy, n); }, nothing);
    check(
        "by_names", blocks, [&] { by_names<<<blocks, threads>>>(dx, dy, n); }, nothing);
    check(
        "with_while", blocks, [&] { with_while<<<blocks, threads>>>(dx, dy, n); }, nothing);
    check(
        "wide", blocks, [&] { wide<<<blocks, threads>>>(dx, dy, n); }, nothing);
    check(
        "rows", blocks, [&] { rows<<<dim3(2, blocks), dim3(16, 4)>>>(dx, dy, n, 1); }, nothing);
    check(
        "rows", blocks, [&] { rows<<<dim3((n + 15) / 16, 1), dim3(16, 4)>>>(dx, dy, 1, n); }, nothing);
    check(
        "meets_in_some_blocks", blocks,
        [&] {
          meets_in_some_blocks<<<blocks, threads>>>(dx, dy, n / 64 * 64);
          plain<<<1, 64>>>(dx + n / 64 * 64, dy + n / 64 * 64, n % 64);
        },
        nothing);
    check(
        "carries", blocks, [&] { carries<<<blocks, threads>>>(dx, dy, n, 0); }, turn);
    check(
        "carries_by_reference", blocks, [&] { carries_by_reference<<<blocks, threads>>>(dx, dy, n, 0); },
        turn);
    check(
        "moves_pointer", blocks, [&] { moves_pointer<<<blocks, threads>>>(dx, dy, n); }, nothing);
    check(
        "own_words", blocks, [&] { own_words<<<blocks, threads>>>(dx, dy, n); }, turn);
    for (const int from : {0, 1, 2})
      check(
          "meets", blocks,
          [&] {
            meets<<<blocks, threads>>>(dx, dy, n / 64 * 64, from);
            plain<<<1, 64>>>(dx + n / 64 * 64, dy + n / 64 * 64, n % 64);
          },
          nothing);
    int sum = 0, wanted = 0;
    cudaMemset(total, 0, sizeof(int));
    counts<<<blocks, threads>>>(total, n);
    cudaMemcpy(&sum, total, sizeof(int), cudaMemcpyDeviceToHost);
    for (int i = 0; i < n; ++i) wanted += i % 5;
    if (sum != wanted) std::printf("counts with %d blocks: %d, not %d\n", blocks, sum, wanted), good = false;
  }
  // A thread that leaves has written the first element past the middle that it comes to, and no more.
  leaves<<<3, threads>>>(dx, dy, n);
  cudaMemcpy(y.data(), dy, n * sizeof(int), cudaMemcpyDeviceToHost);
  for (int i = 0; i < n; ++i) {
    const int before = i - 3 * threads;
    const bool reached = before < n / 2;
    if (reached && y[i] != 3 * x[i] + 1) good = false;
  }
  cudaFree(dx), cudaFree(dy), cudaFree(total);
  if (good) std::printf("all right\n");
}
