// expect: ok stdout="5 6 7 8 12 40 3 21 64 9\n"
// Spellings that a token rewriter could get wrong.
#include <algorithm>
#include <cstdio>
#include <vector>
using namespace std;

#ifdef __CUDACC__
#define HOST_DEVICE __host__ __device__ __forceinline__
#endif
template <typename T>
struct Point {
  T x{}, y{};
  HOST_DEVICE Point() {}
  HOST_DEVICE Point(T x_, T y_) : x{x_}, y{y_} {}
  HOST_DEVICE T sum() const { return x + y; }
};
struct __align__(16) Block { float v[4]; };

extern "C" __global__ void c_linkage(int* p) { *p = 5; }
static __global__ void __launch_bounds__(64, 2) bounded(int* __restrict__ p) { *p = 6; }
template <typename T> __global__ void special(T* p) { *p = 0; }
template <> __global__ void special<int>(int* p) { *p = 7; }
namespace { namespace hidden {
inline __global__ void deep(int* p, const __grid_constant__ Point<int> q) { *p = q.sum(); }
}}
template <class T, T... values> __global__ void pack(T* p) { *p = (values + ... + 0); }
__global__ void vectors(int* p, Block b, float4 f) {
  constexpr int kTile = 4;
  __shared__ Block blocks[kTile * 2];
  blocks[threadIdx.x] = b;
  __syncthreads();
  *p = static_cast<int>(blocks[7].v[3] + f.w + make_float2(1, 2).y);
}
__noinline__ __device__ int not_inlined(int x) { return x + 1; }
__device__ __constant__ int three = 3;
__global__ void reads_constant(int* p) { *p = three; }
template <class F> __global__ void run(int* p, F f) { f(p); }
template <class T> struct Launcher {
  template <int n> static void go(T* p) { run<<<dim3{1u}, dim3{1u, 1u}>>>(p, [=] __device__(T* q) { *q = n * not_inlined(2); }); }
};
__global__ void with_switch(int* p, int what) {
  switch (what) {
    case 1: {
      __shared__ int a[2];
      a[threadIdx.x] = 4;
      __syncthreads();
      *p = a[0] << a[1];
      break;
    }
    default: *p = 1 << 2 >> 1;
  }
}

int main() {
  vector<int> got;
  int *p, n = 0;
  cudaMalloc((void**)&p, sizeof(int));
  auto take = [&]() -> int { cudaMemcpy(&n, p, sizeof n, cudaMemcpyDeviceToHost); return n; };
  c_linkage<<<1, 1>>>(p); got.push_back(take());
  bounded <<< dim3(1, 1), 1 >>> (p); got.push_back(take());
  special<int><<<1, 1>>>(p); got.push_back(take());
  if (n == 7) hidden::deep<<<1, 1>>>(p, {3, 5}); else ::special<int><<<1, 1>>>(p);
  got.push_back(take());
  pack<int, 3, 4, 5><<<1, 1>>>(p); got.push_back(take());
  vectors<<<1, 8>>>(p, Block{{0, 0, 0, 30}}, make_float4(0, 0, 0, 8)); got.push_back(take());
  reads_constant<<<1, 1>>>(p); got.push_back(take());
  Launcher<int>::go<7>(p); got.push_back(take());
  with_switch<<<1, 2>>>(p, 1); got.push_back(take());
  cudaStream_t streams[2];
  for (auto& s : streams) cudaStreamCreate(&s);
  for (int i = 0; i < 2; i++) run<<<1, min(1, 1 + i), i * sizeof(int), streams[i]>>>(p, [i] __device__(int* q) { *q = 8 + i; }), cudaStreamSynchronize(streams[i]);
  got.push_back(take());
  for (size_t i = 0; i < got.size(); ++i) printf("%d%c", got[i], i + 1 < got.size() ? ' ' : '\n');
}
