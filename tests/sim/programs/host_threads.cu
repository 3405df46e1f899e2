// expect: ok stdout="sum 499500, errors of one thread stay there 1 0\n"
// Host threads with streams of their own; the last error belongs to its thread.
#include <cstdio>
#include <thread>
#include <vector>

__global__ void fill(int* p, int n, int from) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) p[i] = from + i;
}

int main() {
  const int threads = 4, n = 250;
  std::vector<int> all(threads * n);
  std::vector<std::thread> crew;
  for (int t = 0; t < threads; ++t)
    crew.emplace_back([&all, t] {
      cudaStream_t stream;
      cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
      int *d, *pinned;
      cudaMalloc(&d, n * sizeof(int));
      cudaMallocHost(&pinned, n * sizeof(int));
      fill<<<2, 128, 0, stream>>>(d, n, t * n);
      cudaMemcpyAsync(pinned, d, n * sizeof(int), cudaMemcpyDeviceToHost, stream);
      cudaStreamSynchronize(stream);
      for (int i = 0; i < n; ++i) all[t * n + i] = pinned[i];
      cudaFree(d);
      cudaFreeHost(pinned);
      cudaStreamDestroy(stream);
    });
  for (auto& c : crew) c.join();
  int sum = 0;
  for (const int v : all) sum += v;
  cudaSetDevice(99);
  int other = -1;
  std::thread([&other] { other = cudaGetLastError(); }).join();
  std::printf("sum %d, errors of one thread stay there %d %d\n", sum, cudaGetLastError() != cudaSuccess, other);
}
