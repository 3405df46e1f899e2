// What the learner's kernel is compared with: CUB's device-wide sum. Its workspace is kept between calls.
#include <cub/cub.cuh>

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  static void* workspace = nullptr;
  static size_t bytes = 0;
  size_t wanted = 0;
  cub::DeviceReduce::Sum(nullptr, wanted, x, sum, n);
  if (wanted > bytes) {
    cudaFree(workspace);
    cudaMalloc(&workspace, wanted);
    bytes = wanted;
  }
  cub::DeviceReduce::Sum(workspace, wanted, x, sum, n);
}
