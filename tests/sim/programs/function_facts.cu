// expect: ok stdout="shared 1088, threads 1024\nhalf 2048, bounds 128\ntoo many for the bounds 1\ndynamic 48064 default, 100 KB refused 1, set 0, then 0\nresident 8 2 2\nbest block 1024\n"
// What the host can ask of a kernel: its shared memory, its bounds, and how many blocks fit.
#include <cstdio>

__global__ void tiled(float* p) {
  __shared__ float tile[16][17];
  tile[threadIdx.x / 16][threadIdx.x % 16] = p[threadIdx.x];
  __syncthreads();
  p[threadIdx.x] = tile[threadIdx.x % 16][threadIdx.x / 16];
}
template <class T, int n>
__global__ void __launch_bounds__(128, 2) bounded(T* p) {
  __shared__ T all[n];
  all[threadIdx.x % n] = p[0];
  __syncthreads();
  p[threadIdx.x] = all[threadIdx.x % n];
}
__global__ void dynamic(float* p) {
  extern __shared__ float buffer[];
  buffer[threadIdx.x] = 1;
  p[threadIdx.x] = buffer[threadIdx.x];
}
__global__ void plain(float*) {}

int main() {
  cudaFuncAttributes a;
  cudaFuncGetAttributes(&a, tiled);
  std::printf("shared %zu, threads %d\n", a.sharedSizeBytes, a.maxThreadsPerBlock);
  const int dynamic_default = a.maxDynamicSharedSizeBytes;
  cudaFuncGetAttributes(&a, bounded<double, 256>);
  std::printf("half %zu, bounds %d\n", a.sharedSizeBytes, a.maxThreadsPerBlock);
  float* p;
  double* q;
  cudaMalloc(&p, 1024 * sizeof(float));
  cudaMalloc(&q, 1024 * sizeof(double));
  bounded<double, 256><<<1, 256>>>(q);
  std::printf("too many for the bounds %d\n", cudaGetLastError() != cudaSuccess);
  dynamic<<<1, 32, 100 << 10>>>(p);
  const int refused = cudaGetLastError();
  const int set = cudaFuncSetAttribute(dynamic, cudaFuncAttributeMaxDynamicSharedMemorySize, 100 << 10);
  dynamic<<<1, 32, 100 << 10>>>(p);
  std::printf("dynamic %d default, 100 KB refused %d, set %d, then %d\n", dynamic_default, refused, set, cudaGetLastError());
  int some, few, fewer;
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&some, plain, 256, 0);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&few, dynamic, 256, 100 << 10);
  cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(&fewer, plain, 1024, 0, cudaOccupancyDefault);
  std::printf("resident %d %d %d\n", some, few, fewer);
  int grid, block;
  cudaOccupancyMaxPotentialBlockSize(&grid, &block, plain, 0, 0);
  std::printf("best block %d\n", block);
  cudaFree(p);
  cudaFree(q);
}
