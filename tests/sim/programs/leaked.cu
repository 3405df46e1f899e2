// expect: leak line=10
// expect: leak line=13
// Told when PREP_SIM_LEAKS asks: two allocations of one line, and pinned memory.
#include <cstdlib>

int main() {
  setenv("PREP_SIM_LEAKS", "1", 1);  // the sim's own
  int *kept[2], *freed, *pinned;
  for (int i = 0; i < 2; ++i)
    cudaMalloc(&kept[i], 100);
  cudaMalloc(&freed, 100);
  cudaFree(freed);
  cudaMallocHost(&pinned, 64);
}
