// expect: race line=15 other_line=16 variable=pinned stdout="too early 0, after the wait 5\n"
// A missing synchronisation shows: pinned memory has its value only after the wait.
#include <cstdio>

__global__ void set(int* p, int value) { *p = value; }

int main() {
  int *device, *pinned;
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  cudaMalloc(&device, sizeof(int));
  cudaMallocHost(&pinned, sizeof(int));
  *pinned = 0;
  set<<<1, 1, 0, stream>>>(device, 5);
  cudaMemcpyAsync(pinned, device, sizeof(int), cudaMemcpyDeviceToHost, stream);
  const int early = *pinned;
  cudaStreamSynchronize(stream);
  std::printf("too early %d, after the wait %d\n", early, *pinned);
}
