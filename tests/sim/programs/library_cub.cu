// expect: ok stdout="block 0 failures\nwarp 0 failures\ndevice 130816 511 0\nscan 3 130305\nsorted 0 511 kept 256\n"
// CUB's block, warp and device primitives against plain sums.
#include <cub/cub.cuh>

#include <cstdio>

template <int kThreads>
__global__ void blocks(const int* in, int* failures) {
  using Reduce = cub::BlockReduce<int, kThreads>;
  using Scan = cub::BlockScan<int, kThreads>;
  using Load = cub::BlockLoad<int, kThreads, 2, cub::BLOCK_LOAD_WARP_TRANSPOSE>;
  __shared__ union {
    typename Reduce::TempStorage reduce;
    typename Scan::TempStorage scan;
    typename Load::TempStorage load;
  } storage;
  int items[2], before[2];
  Load(storage.load).Load(in, items);
  __syncthreads();
  int total = 0, aggregate = 0;
  const int sum = Reduce(storage.reduce).Sum(items);
  __syncthreads();
  const int largest = Reduce(storage.reduce).Reduce(items[1], cub::Max(), 40);
  __syncthreads();
  Scan(storage.scan).ExclusiveSum(items, before, aggregate);
  for (int i = 0; i < 2 * kThreads; ++i) {
    if (i == 2 * static_cast<int>(threadIdx.x) && before[0] != total) atomicAdd(failures, 1);
    total += in[i];
  }
  if (aggregate != total || before[1] != before[0] + items[0]) atomicAdd(failures, 1);
  if (threadIdx.x == 0 && (sum != total || largest != in[79])) atomicAdd(failures, 1);
}

__global__ void warps(const int* in, int* failures) {
  using Reduce = cub::WarpReduce<int, 16>;
  using Scan = cub::WarpScan<double>;
  __shared__ Reduce::TempStorage reduce[4];
  __shared__ Scan::TempStorage scan[2];
  const int value = in[threadIdx.x], part = threadIdx.x / 16;
  const int sum = Reduce(reduce[part]).Sum(value);
  double through;
  Scan(scan[threadIdx.x / 32]).InclusiveSum(value, through);
  int want = 0;
  for (int i = part * 16; i < part * 16 + 16; ++i) want += in[i];
  if (threadIdx.x % 16 == 0 && sum != want) atomicAdd(failures, 1);
  want = 0;
  for (unsigned i = threadIdx.x / 32 * 32; i <= threadIdx.x; ++i) want += in[i];
  if (through != want) atomicAdd(failures, 1);
}

int main() {
  const int n = 512;
  int *in, *out, *failures;
  cudaMallocManaged(&in, n * sizeof(int));
  cudaMallocManaged(&out, n * sizeof(int));
  cudaMallocManaged(&failures, sizeof(int));
  for (int i = 0; i < n; ++i) in[i] = i;
  *failures = 0;
  blocks<128><<<1, 128>>>(in, failures);
  blocks<200><<<1, 200>>>(in, failures);
  cudaDeviceSynchronize();
  std::printf("block %d failures\n", *failures);
  warps<<<1, 64>>>(in, failures);
  cudaDeviceSynchronize();
  std::printf("warp %d failures\n", *failures);

  void* scratch = nullptr;
  size_t bytes = 0;
  cub::DeviceReduce::Sum(scratch, bytes, in, out, n);
  cudaMalloc(&scratch, bytes);
  cub::DeviceReduce::Sum(scratch, bytes, in, out, n);
  cub::DeviceReduce::Max(scratch, bytes, in, out + 1, n);
  cub::DeviceReduce::Reduce(scratch, bytes, in, out + 2, n, cub::Min(), 99);
  cudaDeviceSynchronize();
  std::printf("device %d %d %d\n", out[0], out[1], out[2]);
  cub::DeviceScan::ExclusiveSum(scratch, bytes, in, out, n);
  cudaDeviceSynchronize();
  std::printf("scan %d %d\n", out[3], out[n - 1]);
  cudaFree(scratch);

  for (int i = 0; i < n; ++i) in[i] = (i * 37 + 5) % n;
  scratch = nullptr;
  cub::DeviceRadixSort::SortKeys(scratch, bytes, in, out, n);
  cudaMalloc(&scratch, bytes);
  cub::DeviceRadixSort::SortKeys(scratch, bytes, in, out, n);
  cudaDeviceSynchronize();
  std::printf("sorted %d %d ", out[0], out[n - 1]);
  cub::DeviceSelect::If(scratch, bytes, out, in, failures, n, [] __device__(int x) { return x % 2 == 0; });
  cudaDeviceSynchronize();
  std::printf("kept %d\n", *failures);
  cudaFree(scratch);
  cudaFree(in);
  cudaFree(out);
  cudaFree(failures);
}
