// expect: ok stdout="ok\n"
// templates, lambdas, function pointers
#include <cstdio>
#include <functional>
#include <vector>
#include <cassert>
#define CHECK(x)                                                                \
  do {                                                                          \
    cudaError_t e = (x);                                                        \
    if (e != cudaSuccess) {                                                     \
      fprintf(stderr, "%s:%d %s\n", __FILE__, __LINE__, cudaGetErrorString(e)); \
      exit(1);                                                                  \
    }                                                                           \
  } while (0)
template <typename F, typename... Args>
__global__ void apply(int n, F f, Args... args) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) f(i, args...);
}
template <typename F>
void parallel_for(int n, F f) {
  apply<<<(n + 127) / 128, 128>>>(n, f);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
}
typedef float (*op_t)(float, float);
__device__ float add_f(float a, float b) { return a + b; }
__device__ float mul_f(float a, float b) { return a * b; }
__device__ op_t d_add = add_f;
__device__ op_t table[2] = {add_f, mul_f};
__constant__ op_t ctable[] = {mul_f, add_f};
__global__ void by_pointer(op_t f, float* out) { out[threadIdx.x] = f(threadIdx.x, 2.0f); }
__global__ void by_table(float* out) {
  out[threadIdx.x] = table[threadIdx.x & 1](threadIdx.x, 3.f) + ctable[threadIdx.x & 1](1.f, 4.f);
}
__device__ int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
__global__ void fibk(int* o) { o[threadIdx.x] = fib(threadIdx.x); }
template <class T>
struct Base {
  T v;
  __host__ __device__ Base(T v) : v(v) {}
  __host__ __device__ T get() const { return v; }
};
template <class T>
struct Derived : public Base<T> {
  __host__ __device__ explicit Derived(T v) : Base<T>(v) {}
  __device__ T twice() const { return this->get() * 2; }
};
__global__ void hier(Derived<int> d, int* o) { *o = d.twice(); }
template <template <class> class C, class T>
__global__ void tt(C<T> c, T* o) {
  *o = c.get();
}
template <int N>
struct Fact {
  enum { value = N * Fact<N - 1>::value };
};
template <>
struct Fact<0> {
  enum { value = 1 };
};
template <typename T, bool B = (sizeof(T) > 4)>
__global__ void defaulted(T* o) {
  if constexpr (B)
    *o = 8;
  else
    *o = 4;
}
int main() {
  int* p;
  float* f;
  CHECK(cudaMallocManaged(&p, 1024 * 4));
  CHECK(cudaMallocManaged(&f, 4096));
  int base = 10;
  parallel_for(100, [=] __device__(int i) { p[i] = i + base; });
  assert(p[99] == 109);
  parallel_for(100, [p, base] __host__ __device__(int i) mutable {
    base++;
    p[i] += base;
  });
  assert(p[0] == 21);
  auto lam = [p] __device__(int i, int k, float z) -> void { p[i] = k * (int)z; };
  apply<<<1, 32>>>(10, lam, 3, 4.5f);
  cudaDeviceSynchronize();
  assert(p[3] == 12);
  op_t h;
  CHECK(cudaMemcpyFromSymbol(&h, d_add, sizeof(op_t)));
  by_pointer<<<1, 8>>>(h, f);
  cudaDeviceSynchronize();
  assert(f[7] == 9);
  by_table<<<1, 4>>>(f);
  cudaDeviceSynchronize();
  assert(f[0] == 3 + 4);
  assert(f[1] == 3 + 5);
  fibk<<<1, 12>>>(p);
  cudaDeviceSynchronize();
  assert(p[11] == 89);
  hier<<<1, 1>>>(Derived<int>(21), p);
  cudaDeviceSynchronize();
  assert(*p == 42);
  hier<<<1, 1>>>(Derived<int>{4}, p);
  cudaDeviceSynchronize();
  assert(*p == 8);
  tt<<<1, 1>>>(Base<int>{17}, p);
  cudaDeviceSynchronize();
  assert(*p == 17);
  tt<Base, int><<<1, 1>>>(18, p);
  cudaDeviceSynchronize();
  assert(*p == 18);
  apply<<<Fact<3>::value, Fact<4>::value>>>(144, [=] __device__(int i) { p[i] = i; });
  cudaDeviceSynchronize();
  assert(p[143] == 143);
  defaulted<<<1, 1>>>((double*)f);
  cudaDeviceSynchronize();
  assert(*(double*)f == 8);
  defaulted<float><<<1, 1>>>(f);
  cudaDeviceSynchronize();
  assert(*f == 4);
  puts("ok");
}
