// expect: ok stdout="after the event 5, after the wait 5\n"
// Pinned memory is read after the stream is done, also when an event tells so.
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
  cudaEvent_t done;
  cudaEventCreate(&done);
  cudaEventRecord(done, stream);
  cudaEventSynchronize(done);
  const int first = *pinned;
  cudaStreamSynchronize(stream);
  std::printf("after the event %d, after the wait %d\n", first, *pinned);
}
