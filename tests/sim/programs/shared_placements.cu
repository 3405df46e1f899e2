// expect: ok stdout="ok\n"
// shared
#include <cstdio>
#include <cassert>
#define TILE 16
typedef float mat_t[TILE][TILE];
struct Pair {
  float a;
  int b;
};
enum { kN = 32 };
extern __shared__ float4 s4[];
__global__ void k1(float* o) {
  s4[threadIdx.x] = make_float4(threadIdx.x, 1, 2, 3);
  __syncthreads();
  o[threadIdx.x] = s4[31 - threadIdx.x].x;
}
extern __shared__ int smem_decl[], smem_decl2[];
__global__ void k2(float* o) {
  smem_decl[threadIdx.x] = threadIdx.x;
  __syncthreads();
  o[threadIdx.x] = smem_decl2[(threadIdx.x + 1) % 32];
}
template <typename T, int N>
__device__ T blocksum(T v) {
  __shared__ T buf[N], extra;
  __shared__ alignas(16) T b2[N][2];
  static __shared__ Pair ps[N / 2];
  buf[threadIdx.x] = v;
  if (threadIdx.x == 0) extra = 1;
  b2[threadIdx.x][1] = v;
  if (threadIdx.x < N / 2) ps[threadIdx.x].b = 1;
  __syncthreads();
  T s = extra;
  for (int i = 0; i < N; i++) s += buf[i] + b2[i][1];
  for (int i = 0; i < N / 2; i++) s += ps[i].b;
  __syncthreads();
  return s;
}
template <typename T>
__global__ void k3(T* o) {
  o[threadIdx.x] = blocksum<T, 32>(T(1)) + blocksum<T, 32>(2);
}
__global__ void k4(float* o) {
  __shared__ mat_t A, B;
  __shared__ float* p;
  __shared__ float(*rows)[TILE];
  __shared__ const float* cp;
  int x = threadIdx.x, y = threadIdx.y;
  A[y][x] = y * TILE + x;
  B[x][y] = 1;
  if (x == 0 && y == 0) {
    p = &A[0][0];
    rows = B;
    cp = p;
  }
  __syncthreads();
  o[y * TILE + x] = p[y * TILE + x] + rows[x][y] + cp[0];
  for (int i = 0; i < 2; i++) {
    __shared__ int inner[2];
    if (x == 0 && y == 0) inner[i] = i;
    __syncthreads();
    if (x == 1 && y == 1) o[i] = inner[i] + 100;
    __syncthreads();
  }
  {
    __shared__ double inner;
    if (x == 2 && y == 2) inner = 5;
    __syncthreads();
    if (x == 3 && y == 3) o[2] = inner;
  }
}
template <class T>
struct SharedMem {
  __device__ operator T*() {
    extern __shared__ int __smem[];
    return (T*)__smem;
  }
  __device__ operator const T*() const {
    extern __shared__ int __smem[];
    return (T*)__smem;
  }
};
template <>
struct SharedMem<double> {
  __device__ operator double*() {
    extern __shared__ double __smem_d[];
    return (double*)__smem_d;
  }
};
template <class T>
__global__ void k5(T* o) {
  T* s = SharedMem<T>();
  s[threadIdx.x] = threadIdx.x;
  __syncthreads();
  o[threadIdx.x] = s[threadIdx.x ^ 1];
}
__global__ void k6(float* o, int n) {
  extern __shared__ __align__(16) char raw[];
  float* a = (float*)raw;
  int* b = (int*)&a[n];
  a[threadIdx.x] = 1;
  b[threadIdx.x] = 2;
  __syncthreads();
  o[threadIdx.x] = a[0] + b[n - 1];
}
__global__ void k7(float* o) {
  __shared__ union {
    float f[32];
    int i[32];
  } u;
  u.f[threadIdx.x] = 1.0f;
  __syncthreads();
  o[threadIdx.x] = u.i[threadIdx.x] == 0x3f800000;
  __shared__ struct Local {
    int a[kN];
    Pair p;
  } loc, loc2[2];
  loc.a[threadIdx.x] = 3;
  if (!threadIdx.x) loc2[1].p.b = 4;
  __syncthreads();
  o[threadIdx.x] += loc.a[0] + loc2[1].p.b;
  volatile __shared__ float vs[32];
  __shared__ volatile int vi;
  vs[threadIdx.x] = 1;
  if (!threadIdx.x) vi = 1;
  __syncthreads();
  o[threadIdx.x] += vs[3] + vi;
  __shared__ unsigned long long int ull;
  __shared__ unsigned u1, u2;
  if (!threadIdx.x) ull = 1, u1 = 2, u2 = 3;
  __syncthreads();
  o[threadIdx.x] += ull + u1 + u2;
  __shared__ __align__(128) float2 f2[4];
  __shared__ float __attribute__((aligned(64))) f3[2];
  [[maybe_unused]] __shared__ int unused;
  float __shared__ weird[3];
  int __shared__ w2;
  if (!threadIdx.x) weird[1] = 1, w2 = 1, f2[0].x = 0, f3[0] = 0;
  __syncthreads();
  o[threadIdx.x] += weird[1] + w2 + f3[0] + (reinterpret_cast<size_t>(f2) % 128) + (size_t)f3 % 64;
}
template <int BM, int BN>
__global__ void k8(float* o) {
  constexpr int kT = BM * BN;
  __shared__ float t[BM][BN + 1];
  __shared__ typename std::conditional<(BM > 4), float, double>::type q[kT];
  __shared__ decltype(o[0] + 1.0) dd[2];
  const int n = sizeof(t) / sizeof(t[0]);
  t[threadIdx.x / BN][threadIdx.x % BN] = 1;
  q[threadIdx.x] = 2;
  if (!threadIdx.x) dd[0] = 1;
  __syncthreads();
  o[threadIdx.x] = t[BM - 1][0] + q[kT - 1] + n + dd[0];
  auto f = [&](int i) { return t[0][i]; };
  o[threadIdx.x] += f(0);
  auto g = [](int i) { return q[i]; };
  o[threadIdx.x] += g(0);
}
int main() {
  float* o;
  cudaMallocManaged(&o, 4096);
  k1<<<1, 32, 32 * sizeof(float4)>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 31);
  k2<<<1, 32, 128>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 1);
  k3<<<1, 32>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 1 + 64 + 16 + 1 + 128 + 16);
  k4<<<1, dim3(TILE, TILE)>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 100 && o[1] == 101 && o[2] == 5 && o[20] == 21);
  k5<<<1, 32, 32 * sizeof(float)>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 1);
  k5<<<1, 32, 32 * sizeof(double)>>>((double*)o);
  cudaDeviceSynchronize();
  assert(((double*)o)[0] == 1);
  k6<<<1, 32, 32 * 8>>>(o, 32);
  cudaDeviceSynchronize();
  assert(o[0] == 3);
  k7<<<1, 32>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 1 + 7 + 2 + 6 + 2);
  k8<4, 8><<<1, 32>>>(o);
  cudaDeviceSynchronize();
  assert(o[0] == 1 + 2 + 4 + 1 + 1 + 2);
  puts("ok");
}
