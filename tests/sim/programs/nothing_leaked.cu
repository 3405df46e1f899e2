// expect: ok stdout="done\n"
// All memory is freed, in each of the ways there are.
#include <cstdio>
#include <cstdlib>

int main() {
  setenv("PREP_SIM_LEAKS", "1", 1);  // the sim's own
  int *plain, *pinned, *managed, *ordered, *last;
  cudaMalloc(&plain, 100);
  cudaMallocHost(&pinned, 100);
  cudaMallocManaged(&managed, 100);
  cudaMallocAsync(&ordered, 100, 0);
  cudaMalloc(&last, 100);
  cudaFree(plain);
  cudaFreeHost(pinned);
  cudaFree(managed);
  cudaFreeAsync(ordered, 0);
  cudaDeviceReset();
  std::printf("done\n");
}
