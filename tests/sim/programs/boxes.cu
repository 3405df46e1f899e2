// expect: ok stdout="pitch ok, copied 1, memset 2D 1, 3D 1, box 1, symbol 6 7, managed 5\n"
// Pitched and 3D memory: rows and slices land where they belong, padding stays as it was.
#include <cstdio>
#include <cstring>
#include <vector>

__constant__ int table[4];
__device__ int counters[4];
__managed__ int managed_value = 5;

__global__ void bump(char* base, size_t pitch, int width, int height) {
  const int x = threadIdx.x, y = blockIdx.x;
  if (x < width && y < height) base[y * pitch + x] += 1;
}
__global__ void use_table() { counters[threadIdx.x] = table[threadIdx.x] + 2; }

int main() {
  const int width = 100, height = 7, depth = 3;
  char* d;
  size_t pitch = 0;
  cudaMallocPitch(&d, &pitch, width, height);
  std::vector<char> host(width * height), back(width * height, 0);
  for (int i = 0; i < width * height; ++i) host[i] = static_cast<char>(i % 101);
  cudaMemcpy2D(d, pitch, host.data(), width, width, height, cudaMemcpyHostToDevice);
  bump<<<height, 128>>>(d, pitch, width, height);
  cudaMemcpy2D(back.data(), width, d, pitch, width, height, cudaMemcpyDeviceToHost);
  bool copied = true;
  for (int i = 0; i < width * height; ++i) copied = copied && back[i] == host[i] + 1;
  cudaMemset2D(d, pitch, 9, 50, height);
  cudaMemcpy2D(back.data(), width, d, pitch, width, height, cudaMemcpyDeviceToHost);
  bool set2d = true;
  for (int i = 0; i < width * height; ++i) set2d = set2d && back[i] == (i % width < 50 ? 9 : host[i] + 1);

  cudaPitchedPtr cube;
  const cudaExtent extent = make_cudaExtent(width, height, depth);
  cudaMalloc3D(&cube, extent);
  cudaMemset3D(cube, 3, extent);
  std::vector<char> volume(width * height * depth, 0);
  cudaMemcpy3DParms p = {0};
  p.srcPtr = cube;
  p.dstPtr = make_cudaPitchedPtr(volume.data(), width, width, height);
  p.extent = extent;
  p.kind = cudaMemcpyDeviceToHost;
  cudaMemcpy3D(&p);
  bool set3d = true;
  for (const char c : volume) set3d = set3d && c == 3;
  // One box of 10 x 2 x 1 into the middle.
  std::vector<char> box(20, 8);
  cudaMemcpy3DParms q = {};
  q.srcPtr = make_cudaPitchedPtr(box.data(), 10, 10, 2);
  q.dstPtr = cube;
  q.dstPos = make_cudaPos(5, 4, 1);
  q.extent = make_cudaExtent(10, 2, 1);
  q.kind = cudaMemcpyHostToDevice;
  cudaMemcpy3D(&q);
  cudaMemcpy3D(&p);
  int eights = 0, right = 0;
  for (int z = 0; z < depth; ++z)
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        const bool eight = volume[(z * height + y) * width + x] == 8;
        eights += eight;
        right += eight && z == 1 && (y == 4 || y == 5) && x >= 5 && x < 15;
      }

  const int values[4] = {1, 2, 3, 4};
  cudaMemcpyToSymbol(table, values, sizeof values);
  const int five = 5;
  cudaMemcpyToSymbol(table, &five, sizeof five, 3 * sizeof(int), cudaMemcpyHostToDevice);
  use_table<<<1, 4>>>();
  int last[2];
  void* address = nullptr;
  size_t bytes = 0;
  cudaGetSymbolAddress(&address, counters);
  cudaGetSymbolSize(&bytes, counters);
  cudaMemcpyFromSymbol(&last[1], counters, sizeof(int), 3 * sizeof(int));
  cudaMemcpy(&last[0], static_cast<int*>(address) + 2, sizeof(int), cudaMemcpyDeviceToHost);
  last[0] += bytes == sizeof counters;
  std::printf("pitch %s, copied %d, memset 2D %d, 3D %d, box %d, symbol %d %d, managed %d\n",
              pitch >= width && pitch % 256 == 0 ? "ok" : "wrong", copied, set2d, set3d,
              eights == 20 && right == 20, last[0], last[1], managed_value);
  cudaFree(d);
  cudaFree(cube.ptr);
}
