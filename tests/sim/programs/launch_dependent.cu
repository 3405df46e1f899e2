// expect: ok stdout="6 64 128 4\n"
// Programmatic dependent launch, and atomics on float2, float4 and long long.
#include <cstdio>
__global__ void first(int* x) {
  x[threadIdx.x] = static_cast<int>(threadIdx.x);
  cudaTriggerProgrammaticLaunchCompletion();
}
__global__ void second(const int* x, float2* pair, float4* four, long long* bits) {
  cudaGridDependencySynchronize();
  atomicAdd(pair, make_float2(1.f, 2.f));
  atomicAdd(four, make_float4(0.f, 0.f, 0.f, 2.f));
  atomicOr(bits, static_cast<long long>(x[threadIdx.x] == 2) << 2);
}
int main() {
  int* x;
  float2* pair;
  float4* four;
  long long* bits;
  cudaMallocManaged(&x, 64 * sizeof(int));
  cudaMallocManaged(&pair, sizeof *pair);
  cudaMallocManaged(&four, sizeof *four);
  cudaMallocManaged(&bits, sizeof *bits);
  *pair = {};
  *four = {};
  *bits = 0;
  cudaLaunchAttribute serial{};
  serial.id = cudaLaunchAttributeProgrammaticStreamSerialization;
  serial.val.programmaticStreamSerializationAllowed = 1;
  cudaLaunchConfig_t config{};
  config.gridDim = 1;
  config.blockDim = 64;
  config.attrs = &serial;
  config.numAttrs = 1;
  cudaLaunchKernelEx(&config, first, x);
  cudaLaunchKernelEx(&config, second, static_cast<const int*>(x), pair, four, bits);
  cudaDeviceSynchronize();
  printf("%d %g %g %lld\n", x[6], pair->x, four->w, *bits);
}
