// expect: ok stdout="the callback came: 3\n"
// The host waits for a host function without any call of CUDA: the device works on by itself.
#include <condition_variable>
#include <cstdio>
#include <mutex>

__global__ void set(int* p, int value) { *p = value; }

std::mutex m;
std::condition_variable changed;
bool came = false;
void tell(void*) {
  const std::lock_guard<std::mutex> lock(m);
  came = true;
  changed.notify_all();
}

int main() {
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  int *d, *pinned;
  cudaMalloc(&d, sizeof(int));
  cudaMallocHost(&pinned, sizeof(int));
  set<<<1, 1, 0, stream>>>(d, 3);
  cudaMemcpyAsync(pinned, d, sizeof(int), cudaMemcpyDeviceToHost, stream);
  cudaLaunchHostFunc(stream, tell, nullptr);
  {
    std::unique_lock<std::mutex> lock(m);
    changed.wait(lock, [] { return came; });
  }
  std::printf("the callback came: %d\n", *pinned);
  cudaFreeHost(pinned);
  cudaFree(d);
}
