// expect: memory_error line=9 stdout="700 700 700 0\n714 0\n719 0\n716 716\n"
// expect: memory_error line=11|12|13|14
// expect: cuda_error line=16 word="__trap"
// expect: memory_error line=17
// A kernel that fails ends alone: the program goes on, and every later call returns the kernel's error until
// the device is reset.
#include <cstdio>

__global__ void far_away(int* p) { p[(1ll << 33) + threadIdx.x] = 1; }
__global__ void fill(int* p) { p[threadIdx.x] = 1; }
__device__ int deeper(int n) {
  volatile int local[16];
  local[n % 16] = n;
  return n < 0 ? 0 : deeper(n + 1) + local[3];
}
__global__ void trap() { __trap(); }
__global__ void misaligned(float* p) { *reinterpret_cast<float4*>(p + 1) = make_float4(1, 2, 3, 4); }
__global__ void recurse(int* p) { *p = deeper(1); }

int main() {
  int* p;
  cudaMalloc(&p, 4096);
  far_away<<<64, 32>>>(p);
  std::printf("%d", cudaDeviceSynchronize());
  fill<<<1, 32>>>(p);
  std::printf(" %d %d", cudaGetLastError(), cudaFree(p));
  std::printf(" %d\n", cudaDeviceReset());
  cudaMalloc(&p, 4096);
  recurse<<<1, 1>>>(p);
  std::printf("%d", cudaDeviceSynchronize());
  std::printf(" %d\n", cudaDeviceReset());
  trap<<<1, 1>>>();
  std::printf("%d", cudaDeviceSynchronize());
  std::printf(" %d\n", cudaDeviceReset());
  float* q;
  cudaMalloc(&q, 4096);
  misaligned<<<1, 1>>>(q);
  std::printf("%d", cudaDeviceSynchronize());
  std::printf(" %d\n", cudaFree(q));
}
