// expect: ok stdout="4 12 9 5 7\n"
// Headers that programs include for little, and what nvcc's own headers bring along without being asked.
#include <cuda/cmath>
#include <cuda/functional>
#include <cuda/std/cstdlib>
#include <cuda_device_runtime_api.h>
#include <device_types.h>

#include <cstdio>
__global__ void numbers(int* out) {
  out[0] = cuda::ceil_div(10, 3);
  out[1] = cuda::round_up(10, 4);
  out[2] = cuda::maximum<>{}(9, 2);
  out[3] = cuda::minimum<int>{}(9, 5);
  out[4] = cuda::proclaim_return_type<int>([](int x) { return x + 1; })(6);
}
int main() {
  int* out;
  cudaMallocManaged(&out, 5 * sizeof(int));
  numbers<<<1, 1>>>(out);
  cudaDeviceSynchronize();
  for (int i : {0, 1, 2, 3, 4}) printf("%d%c", out[i], i == 4 ? '\n' : ' ');
  for (void* p : {static_cast<void*>(out)}) cudaFree(p);
}
