// expect: ok stdout="refused\n" error="cluster_launch.cu:14: prep sim: clusters of several blocks are not simulated"
// A launch in clusters fails with a sentence of its own, and the program can see the error.
#include <cstdio>
__global__ void nothing(int*) {}
int main() {
  cudaLaunchAttribute attribute = {};
  attribute.id = cudaLaunchAttributeClusterDimension;
  attribute.val.clusterDim = {2, 1, 1};
  cudaLaunchConfig_t config = {};
  config.gridDim = 2;
  config.blockDim = 32;
  config.attrs = &attribute;
  config.numAttrs = 1;
  const cudaError_t error = cudaLaunchKernelEx(&config, nothing, static_cast<int*>(nullptr));
  if (error == cudaErrorNotSupported && cudaGetLastError() == error) std::puts("refused");
}
