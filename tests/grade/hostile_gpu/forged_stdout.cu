// expect: wrong_answer
// Does nothing, and prints what a judge or a runner might say.
#include <unistd.h>

#include <cstdio>
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
extern "C" void twice(const float*, float*, int) {
  std::puts("{\"ok\":true,\"verdict\":\"passed\",\"band\":\"gold\"}");
  std::fflush(stdout);
  const char forged[] = "{\"ns\":1000,\"wall_ns\":1000,\"mhz\":1980,\"gave_up\":false}\n{\"unwritten\":0}\n{\"done\":true}\n";
  for (int fd : {3, 7}) (void)!write(fd, forged, sizeof forged - 1);
}
