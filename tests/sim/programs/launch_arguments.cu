// expect: ok stdout=""
// launches: order of evaluation, forms
#include <cstdio>
#include <cassert>
#include <vector>
#include <array>
#include <string>
#include <memory>
#include <thread>
using std::vector;
__global__ void setv(int* o, int v) { *o = v; }
__global__ void vecs(int* o, dim3 d, float3 f, int2 i) { *o = d.x + d.y + (int)f.z + i.y; }
struct Big {
  int a[100];
  Big() {
    for (int i = 0; i < 100; i++) a[i] = i;
  }
  __host__ __device__ int sum() const {
    int s = 0;
    for (int i = 0; i < 100; i++) s += a[i];
    return s;
  }
};
__global__ void big(int* o, Big b) { *o = b.sum(); }
__global__ void bigc(int* o, const Big b) { *o = b.sum(); }
template <class V>
__global__ void nested(int* o, V* v) {
  *o = sizeof(V);
}
struct Holder {
  int* d;
  int n;
  int* get() { return d; }
  dim3 grid() const { return dim3(n, 1, 1); }
  int operator[](int i) { return i; }
};
__global__ void ptr2(int** pp, int* o) { *o = pp == nullptr; }
__global__ void boolk(bool a, char c, short s, long long l, double d, unsigned char u, int* o) {
  *o = a + c + s + (int)l + (int)d + u;
}
int calls = 0;
int next_value() { return ++calls; }
#define LAUNCH1D(k, n, ...) k<<<((n) + 255) / 256, 256>>>(__VA_ARGS__)
#define KERNEL_ARGS(grid, block) <<< grid, block >>>
#define KCALL(name, cfg, args) name<<<cfg>>> args
int main() {
  int* o;
  cudaMallocManaged(&o, 64);
  setv<<<1, 1>>>(o, next_value());
  cudaDeviceSynchronize();
  assert(*o == 1 && calls == 1);
  int i = 5;
  setv<<<1, 1>>>(o, i++);
  assert(i == 6);
  i = 100;
  cudaDeviceSynchronize();
  assert(*o == 5);
  int n = 1;
  setv<<<n++, n>>>(o, 3);
  cudaDeviceSynchronize();
  assert(n == 2);
  vecs<<<dim3{1, 1, 1}, {1, 1}>>>(o, {2, 3}, {0, 0, 4}, make_int2(0, 5));
  cudaDeviceSynchronize();
  assert(*o == 2 + 3 + 4 + 5);
  vecs<<<1, 1>>>(o, dim3(2, 2), float3{1, 2, 3}, int2{1, 2});
  cudaDeviceSynchronize();
  assert(*o == 9);
  big<<<1, 1>>>(o, Big());
  cudaDeviceSynchronize();
  assert(*o == 4950);
  {
    Big b;
    bigc<<<1, 1>>>(o, b);
    b.a[0] = 1000;
  }
  cudaDeviceSynchronize();
  assert(*o == 4950);
  nested<vector<vector<int>>><<<1, 1>>>(o, nullptr);
  cudaDeviceSynchronize();
  assert(*o == sizeof(vector<int>));
  nested<std::array<vector<int>, 3>><<<1, 1>>>(o, (std::array<vector<int>, 3>*)nullptr);
  cudaDeviceSynchronize();
  Holder h{o, 1};
  setv<<<h.grid(), h[1]>>>(h.get(), h.n);
  cudaDeviceSynchronize();
  assert(*o == 1);
  Holder* hp = &h;
  setv<<<hp->grid(), 1, 0, nullptr>>>(hp->d, hp->n * 2);
  cudaDeviceSynchronize();
  assert(*o == 2);
  ptr2<<<1, 1>>>(0, o);
  cudaDeviceSynchronize();
  assert(*o == 1);
  ptr2<<<1, 1>>>(NULL, o);
  ptr2<<<1, 1>>>(nullptr, o);
  cudaDeviceSynchronize();
  boolk<<<1, 1>>>(true, 'a', 3, 4LL, 5.5, 'b', o);
  cudaDeviceSynchronize();
  assert(*o == 1 + 'a' + 3 + 4 + 5 + 'b');
  LAUNCH1D(setv, 1000, o, 7);
  cudaDeviceSynchronize();
  assert(*o == 7);
  setv KERNEL_ARGS(1, 1)(o, 8);
  cudaDeviceSynchronize();
  assert(*o == 8);
  setv KERNEL_ARGS(dim3(1, 1), 1)(o, 9);
  cudaDeviceSynchronize();
  assert(*o == 9);
  auto l = [&](int v) { setv<<<1, 1>>>(o, v); };
  l(10);
  cudaDeviceSynchronize();
  assert(*o == 10);
  std::unique_ptr<int> up(new int(11));
  setv<<<1, 1>>>(o, *up);
  cudaDeviceSynchronize();
  assert(*o == 11);
  vector<cudaStream_t> ss(2);
  for (auto& s : ss) cudaStreamCreate(&s);
  for (int k = 0; k < 2; ++k) setv<<<1, 1, 0, ss[k]>>>(o + k, k + 12);
  cudaDeviceSynchronize();
  assert(o[0] == 12 && o[1] == 13);
  const char* str = "a <<<1, 2>>>(b)";
  const char* raw = R"(k<<<1,1>>>();)";
  assert(str[2] == '<' && raw[1] == '<');
  std::string s2 =
      "x"
      "<<<"
      R"zz(
multi " line )" <<< )zz";
  assert(s2.size() > 5);
  int sh = 1 << 3 >> 1;
  assert(sh == 4); /* <<< comment >>> */  // setv<<<1,1>>>(
  std::thread t([o] {
    setv<<<1, 1>>>(o, 14);
    cudaDeviceSynchronize();
  });
  t.join();
  assert(*o == 14);
  int arr[3] = {1, 2, 3};
  setv<<<arr[0], arr[0]>>>(&o[0], arr[2]);
  cudaDeviceSynchronize();
  assert(*o == 3);
  setv<<<1, 1>>>(o, (1, 2));
  cudaDeviceSynchronize();
  assert(*o == 2);
  setv<<<1, 1>>>(o, 3 < 4 && 5 > 2);
  cudaDeviceSynchronize();
  assert(*o == 1);
  int a = 1, b = 2, c = 3;
  setv<<<1, 1>>>(o, a < b);
  cudaDeviceSynchronize();
  assert(*o == 1);
  setv<<<(a < b), (c > b)>>>(o, b < c ? a : c);
  cudaDeviceSynchronize();
  assert(*o == 1);
  setv<<<1, 1>>>(o, sizeof(int) * 2);
  cudaDeviceSynchronize();
  assert(*o == 8);
  setv<<<1, 1>>>(static_cast<int*>(o), static_cast<int>(3.7));
  cudaDeviceSynchronize();
  assert(*o == 3);
  setv<<<1, 1>>>(o, [&] {
    int q = 3;
    return q;
  }());
  cudaDeviceSynchronize();
  assert(*o == 3);
  dim3 block(1), grid((a + block.x - 1) / block.x, 1u);
  setv<<<grid, block>>>(o, 77);
  cudaDeviceSynchronize();
  assert(*o == 77);
  setv<<<1, 1>>>(o, 78);
  cudaDeviceSynchronize();
  assert(*o == 78);
  setv<<<1, 1>>>(o, 79);
  cudaDeviceSynchronize();
  assert(*o == 79);
  do setv<<<1, 1>>>(o, 80);
  while (0);
  switch (a) {
    case 1:
      setv<<<1, 1>>>(o, 81);
      break;
    default:
      setv<<<1, 1>>>(o, 82);
  }
label:
  setv<<<1, 1>>>(o, 83);
  cudaDeviceSynchronize();
  assert(*o == 83);
  if (0) goto label;
  return 0;
}
