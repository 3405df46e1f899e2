// expect: ok stdout="ok\n"
// kernel declarations
#include <cstdio>
#include <cassert>
__global__ void fwd(int* o, int v = 3);
__launch_bounds__(128) __global__ void lb1(int* o) { *o = 1; }
__global__ __launch_bounds__(128, 2) void lb2(int* o) { *o = 2; }
__global__ void __launch_bounds__(128) lb3(int* o) { *o = 3; }
template <int N> __global__ void __launch_bounds__(N, 1) lb4(int* o) { *o = N; }
template <int N> __launch_bounds__(N * 2, (N > 64 ? 1 : 2)) __global__ void lb5(int* o) { *o = N; }
static __global__ void st1(int* o) { *o = 6; }
__global__ static void st2(int* o) { *o = 7; }
inline __global__ void in1(int* o) { *o = 8; }
namespace { __global__ void anon(int* o) { *o = 9; } }
struct A { template <class T> struct B { static __device__ T f(T x) { return x + 1; } }; };
extern "C" { __global__ void ec(int* o) { *o = 10; } __device__ int ecd(int x) { return x; } }
void __global__ odd(int* o) { *o = 11; }
__global__ void __cluster_dims__(1, 1, 1) cl(int* o) { *o = 12; }
__global__ void gc(const __grid_constant__ int v, int* o) { *o = v; }
__global__ void __maxnreg__(32) mr(int* __restrict__ o) { *o = 14; }
__forceinline__ __device__ int fi(int x) { return x + 1; }
__device__ __forceinline__ static int fi2(int x) { return x + 1; }
__host__ __device__ inline int hd(int x) { return x + 1; }
__noinline__ __host__ __device__ int ni(int x) { return x; }
__device__ __noinline__ int ni2(int x) { return x; }
__device__ __inline__ int ii(int x) { return x; }
[[nodiscard]] __device__ int nd(int x) { return x; }
__device__ [[nodiscard]] int nd2(int x) { return x; }
__attribute__((noinline)) __device__ int nd3(int x) { return x; }
template <typename T> __device__ __host__ constexpr T cmax(const T& a, const T& b) { return a < b ? b : a; }
__device__ auto trailing(int a) -> decltype(a + 1) { return a + 1; }
__global__ void misc(int* const __restrict__ o, const int* __restrict__ /*c*/ in, unsigned n) {
  #pragma unroll
  for (int i = 0; i < 4; ++i) o[i] = fi(i);
  #pragma unroll 4
  for (int i = 0; i < 4; ++i) o[i] += fi2(i);
#pragma unroll (2)
  for (int i = 0; i < 4; ++i) o[i] += hd(i);
  _Pragma("unroll") for (int i = 0; i < 4; ++i) o[i] += ni(i) + ni2(i) + ii(i) + nd(0) + nd2(0) + nd3(0);
  constexpr int U = 2;
  #pragma unroll U
  for (int i = 0; i < 4; ++i) o[i] += cmax(0, 0) + trailing(-1);
  #pragma nv_diag_suppress 177
  int unused;
  #pragma GCC unroll 2
  for (int i = 0; i < 1; ++i) o[0] += 0;
}
__global__ void ovl(int* o, int v) { *o = v; }
__global__ void ovl(int* o, float v) { *o = (int)(v * 10); }
__global__ void ovl(float* o) { *o = 1.5f; }
template <class T> __global__ void ovl(T* o, T* b) { *o = 99; }
__global__ void named(int* named) { *named = 5; }
__global__ void uses_default(int* o, int n = 4, float f = 2.f) { *o = n + (int)f; }
typedef void (*kern_t)(int*);
template <kern_t K> void launch_it(int* o) { K<<<1, 1>>>(o); }
template <void (*K)(int*)> struct Runner { void operator()(int* o) const { K<<<dim3(1), dim3(1)>>>(o); } };
template <class T> class Solver { T* p; public: Solver(T* p) : p(p) {} void run(); template <int N> void runN() { lb4<N><<<1, 1>>>(p); } };
template <class T> void Solver<T>::run() { lb1<<<1, 1>>>(p); }
using i_alias = int;
__global__ void alias(i_alias* o, std::size_t n) { *o = (i_alias)n; }
void (*pick(int i))(int*) { return i ? lb1 : lb2; }
__global__ void
multi_line
(
  int* o
)
{ *o = 33; }
int main(int argc, char** argv) {
  int* o; cudaMallocManaged(&o, 64);
#define T(call, want) call; cudaDeviceSynchronize(); if (*o != want) { printf("line %d: %d\n", __LINE__, *o); return 1; }
  T((fwd<<<1, 1>>>(o)), 3) T((fwd<<<1, 1>>>(o, 4)), 4)
  T((lb1<<<1, 1>>>(o)), 1) T((lb2<<<1, 1>>>(o)), 2) T((lb3<<<1, 1>>>(o)), 3) T((lb4<64><<<1, 64>>>(o)), 64) T((lb5<8><<<1, 1>>>(o)), 8)
  T((st1<<<1, 1>>>(o)), 6) T((st2<<<1, 1>>>(o)), 7) T((in1<<<1, 1>>>(o)), 8) T((anon<<<1, 1>>>(o)), 9) T((ec<<<1, 1>>>(o)), 10) T((odd<<<1, 1>>>(o)), 11)
  T((cl<<<1, 1>>>(o)), 12) T((gc<<<1, 1>>>(13, o)), 13) T((mr<<<1, 1>>>(o)), 14)
  misc<<<1, 1>>>(o, nullptr, 3u); cudaDeviceSynchronize(); assert(o[1] == 2 + 2 + 2 + 3);
  T((ovl<<<1, 1>>>(o, 3)), 3) T((ovl<<<1, 1>>>(o, 3.5f)), 35) T((ovl<<<1, 1>>>(o, o)), 99) T((ovl<int><<<1, 1>>>(o, o)), 99)
  ovl<<<1, 1>>>((float*)o); cudaDeviceSynchronize();
  T((named<<<1, 1>>>(o)), 5) T((uses_default<<<1, 1>>>(o)), 6) T((uses_default<<<1, 1>>>(o, 10)), 12)
  T((launch_it<lb2>(o)), 2) T((Runner<lb3>()(o)), 3) T((Solver<int>(o).run()), 1) T((Solver<int>(o).runN<5>()), 5)
  auto kk = lb4<7>; T((kk<<<1, 1>>>(o)), 7)
  kern_t fp = &lb3; T((fp<<<1, 1>>>(o)), 3) T(((*fp)<<<1, 1>>>(o)), 3) T((pick(1)<<<1, 1>>>(o)), 1) T((pick(0)<<<1, 1>>>(o)), 2)
  T(((argc > 5 ? lb1 : lb2)<<<1, 1>>>(o)), 2)
  argc > 5 ? lb1<<<1, 1>>>(o) : lb3<<<1, 1>>>(o); cudaDeviceSynchronize(); assert(*o == 3);
  lb1<<<1, 1>>>(o), lb2<<<1, 1>>>(o); cudaDeviceSynchronize(); assert(*o == 2);
  for (int i = 0; i < 2; i++) lb1<<<1, 1>>>(o), i++; 
  if (argc) lb1<<<1, 1>>>(o); else lb2<<<1, 1>>>(o);
  T((alias<<<1, 1>>>(o, sizeof(int))), 4)
  T((multi_line<<<1, 1>>>(o)), 33)
  T((::anon<<<1, 1>>>(o)), 9)
  puts("ok");
}
__global__ void fwd(int* o, int v) { *o = v; }
