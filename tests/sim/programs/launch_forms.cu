// expect: ok stdout="0 3\n1 5\n2 7\n3 40\n4 41\n5 9\n6 12\n7 3\n8 6\n9 100\n10 64\n"
// Every way to write a launch that people use.
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>
#define LAUNCH(kernel, grid, block, ...) \
  do {                                   \
    kernel<<<grid, block>>>(__VA_ARGS__); \
  } while (0)

namespace deep {
namespace inner {
template <class T, int n>
struct Times {
  __host__ __device__ T operator()(T x) const { return x * n; }
};
struct Pack {
  double weight[3];
  int n;
};
template <class T, class F>
__global__ void apply(T* p, F f) { *p = f(*p); }
__global__ void weigh(float* p, Pack pack, float2 v) { *p = static_cast<float>(pack.weight[2]) + pack.n + v.y; }
}  // namespace inner
}  // namespace deep

__global__ void set(float* p, float value) { *p = value; }
template <int kBlock, class T>
__global__ void count_threads(T* p) { atomicAdd(p, static_cast<T>(1)); }

struct Runner {
  float* p;
  void (*kernel)(float*, float) = set;
  template <class T>
  static void run(T* p) { set<<<1, 1>>>(p, 9); }
  void run_member() { this->kernel<<<1, 1>>>(p, 12); }
};

template <class... A>
void forward(A... a) { set<<<1, 1>>>(a...); }

float* d;
void show(int i) {
  float h = -1;
  cudaMemcpy(&h, d, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("%d %g\n", i, h);
}

int main() {
  cudaMalloc(&d, sizeof(float));
  set<<<1, 1>>>(d, 1.0f);
  deep::inner::apply<<<1, 1>>>(d, deep::inner::Times<float, 3>{});
  show(0);
  set<<<dim3(1), dim3(1, 1), 0, 0>>>(d, 1);
  deep::inner::apply<float, deep::inner::Times<float, (2 > 1 ? 5 : 4)>><<<1, 1>>>(d, {});
  show(1);
  LAUNCH(set, 1, 1, d, 7.0f);
  show(2);
  deep::inner::weigh<<<1, 1>>>(d, deep::inner::Pack{{1, 2, 30}, 6}, {0.5f, 4.0f});
  show(3);
  const int k = 1;
  deep::inner::apply<<<1, 1>>>(d, [k] __device__(float x) { return x + k; });
  show(4);
  Runner::run(d);
  show(5);
  Runner{d}.run_member();
  show(6);
  void (*table[])(float*, float) = {nullptr, set};
  int i = 1;
  table[i--]<<<1, 1>>>(d, 3);
  show(7);
  [&](float v) { set<<<1, 1>>>(d, v); }(6);
  show(8);
  forward(d, 100.0f);
  show(9);
  cudaMemset(d, 0, sizeof(float));
  count_threads<64>
      <<<1,
         64>>>(
          d);
  show(10);
}
