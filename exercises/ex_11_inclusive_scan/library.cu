// What the learner's kernel is compared with: CUB's device-wide scan. Its workspace is its own, kept between calls.
#include <cub/cub.cuh>

extern "C" void inclusive_scan(const int* x, int* y, int n, void*, size_t) {
  static void* workspace = nullptr;
  static size_t bytes = 0;
  if (n == 0) return;
  size_t wanted = 0;
  cub::DeviceScan::InclusiveSum(nullptr, wanted, x, y, n);
  if (wanted > bytes) {
    cudaFree(workspace);
    cudaMalloc(&workspace, wanted);
    bytes = wanted;
  }
  cub::DeviceScan::InclusiveSum(workspace, wanted, x, y, n);
}
