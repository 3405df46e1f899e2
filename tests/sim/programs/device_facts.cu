// expect: ok stdout="compute 9.0, 32 lanes, 1024 threads, 49152 + 232448 bytes\nattributes agree 1\nname cudaErrorInvalidValue: invalid argument\nbad device 101, null 1, unknown limit 0\nprefetch 0 0, advise 0 0, not managed 1\npool used 1024 0\n"
// Properties, attributes, limits, and the forms of CUDA 12 and 13 of the managed memory hints.
#include <cstdio>

int main() {
  cudaDeviceProp p;
  cudaGetDeviceProperties(&p, 0);
  std::printf("compute %d.%d, %d lanes, %d threads, %zu + %zu bytes\n", p.major, p.minor, p.warpSize,
              p.maxThreadsPerBlock, p.sharedMemPerBlock, (size_t)p.sharedMemPerBlockOptin);
  int sms = 0, optin = 0, x = 0;
  cudaDeviceGetAttribute(&sms, cudaDevAttrMultiProcessorCount, 0);
  cudaDeviceGetAttribute(&optin, cudaDevAttrMaxSharedMemoryPerBlockOptin, 0);
  cudaDeviceGetAttribute(&x, cudaDevAttrMaxGridDimX, 0);
  std::printf("attributes agree %d\n", sms == p.multiProcessorCount && optin == (int)p.sharedMemPerBlockOptin &&
                                           x == p.maxGridSize[0]);
  std::printf("name %s: %s\n", cudaGetErrorName(cudaErrorInvalidValue), cudaGetErrorString(cudaErrorInvalidValue));
  const int bad = cudaGetDeviceProperties(&p, 99), null = cudaMalloc((void**)nullptr, 4);
  cudaGetLastError();
  size_t heap = 0;
  std::printf("bad device %d, null %d, unknown limit %d\n", bad, null, cudaDeviceGetLimit(&heap, cudaLimitMallocHeapSize));
  float* m;
  cudaMallocManaged(&m, 4096);
  cudaMemLocation here = {};
  here.type = cudaMemLocationTypeDevice;
  here.id = 0;
  const int a = cudaMemPrefetchAsync(m, 4096, here, 0, 0), b = cudaMemPrefetchAsync(m, 4096, here, 0);
  const int c = cudaMemAdvise(m, 4096, cudaMemAdviseSetReadMostly, here),
            d = cudaMemAdvise(m, 4096, cudaMemAdviseSetPreferredLocation, here);
  float* plain;
  cudaMalloc(&plain, 64);
  std::printf("prefetch %d %d, advise %d %d, not managed %d\n", a, b, c, d,
              cudaMemPrefetchAsync(plain, 64, here, 0, 0) != cudaSuccess);
  cudaGetLastError();
  cudaFree(plain);
  cudaFree(m);
  cudaMemPool_t pool;
  cudaMemPoolProps props = {};
  props.allocType = cudaMemAllocationTypePinned;
  props.location.type = cudaMemLocationTypeDevice;
  cudaMemPoolCreate(&pool, &props);
  cudaStream_t s;
  cudaStreamCreate(&s);
  void* q;
  cudaMallocFromPoolAsync(&q, 1024, pool, s);
  unsigned long long used = 0, after = 0;
  cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &used);
  cudaFreeAsync(q, s);
  cudaStreamSynchronize(s);
  cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &after);
  std::printf("pool used %llu %llu\n", used, after);
  cudaMemPoolDestroy(pool);
  cudaStreamDestroy(s);
}
