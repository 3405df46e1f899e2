// expect: ok stdout="ok\n"
// variables
#include <cstdio>
#include <cassert>
namespace cfg {
__constant__ float k[4];
__device__ int hits;
namespace {
__managed__ int shared_total;
}
}  // namespace cfg
struct Params {
  int n;
  float w[3];
};
__constant__ Params prm;
__constant__ Params prms[2] = {{1, {1, 2, 3}}, {2, {4, 5, 6}}};
__device__ Params dprm = {7, {1, 1, 1}};
struct S {
  static constexpr int kN = 4;
};
template <class T>
__device__ T tvar = T(3);
__managed__ int m = 3, marr[8];
__device__ __managed__ float mf = 2.5f;
__device__ float2 dv2[2] = {{1, 2}, {3, 4}};
static __device__ unsigned int ret = 0, other = 1;
__device__ volatile int vflag = 0;
__device__ const int kconst = 12;
__device__ constexpr int kcx = 13;
__constant__ char msg[] = "hello";
const __device__ float pi_d = 3.14f;
__device__ int grid2d[4][5];
alignas(16) __device__ unsigned char buf[64];
__device__ __align__(8) char buf2[8];
__global__ void k(int* o) {
  cfg::hits = 4;
  o[0] = (int)cfg::k[2] + prm.n + prms[1].n + (int)prms[1].w[2] + dprm.n;
  o[1] = tvar<int> + m + marr[2] + (int)dv2[1].y + kconst + kcx + msg[1];
  grid2d[3][4] = 77;
  vflag = 1;
  m = 50;
  cfg::shared_total = 6;
  ret++;
  other += ret;
  mf *= 2;
  o[2] = (int)pi_d;
  buf[63] = buf2[7] = 1;
  o[3] = S::kN;
}
__device__ int* gptr;
__global__ void viaptr() { gptr[1] = 99; }
int main() {
  int v;
  int* o;
  cudaMallocManaged(&o, 64);
  float hk[4] = {1, 2, 30, 4};
  Params hp{100, {0}};
  cudaMemcpyToSymbol(cfg::k, hk, sizeof(hk));
  cudaMemcpyToSymbol(prm, &hp, sizeof hp);
  marr[2] = 1000;
  k<<<1, 1>>>(o);
  assert(cudaDeviceSynchronize() == cudaSuccess);
  assert(o[0] == 30 + 100 + 2 + 6 + 7);
  assert(o[1] == 3 + 3 + 1000 + 4 + 12 + 13 + 'e');
  assert(m == 50 && mf == 5.f && cfg::shared_total == 6);
  cudaMemcpyFromSymbol(&v, cfg::hits, sizeof(int), 0, cudaMemcpyDeviceToHost);
  assert(v == 4);
  int g[4][5];
  cudaMemcpyFromSymbol(g, grid2d, sizeof g);
  assert(g[3][4] == 77);
  v = 1;
  cudaMemcpyToSymbol(ret, &v, 4);
  int* gp;
  cudaGetSymbolAddress((void**)&gp, marr);
  assert(gp == marr);
  cudaMemcpyToSymbol(gptr, &o, sizeof(o));
  viaptr<<<1, 1>>>();
  cudaDeviceSynchronize();
  assert(o[1] == 99);
  size_t sz;
  cudaGetSymbolSize(&sz, grid2d);
  assert(sz == 80);
  puts("ok");
}
