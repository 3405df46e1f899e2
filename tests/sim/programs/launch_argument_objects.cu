// expect: ok stdout="7 8 9 2 3\n"
// Arguments become the kernel's parameters at the launch: an owner of device memory is not copied, a temporary
// one lives long enough, and a bit-field is a value.
#include <cstdio>
template <class T>
class Owner {
 public:
  explicit Owner(int n) { cudaMalloc(&p_, n * sizeof(T)); }
  ~Owner() { cudaFree(p_); }
  Owner(const Owner&) = delete;
  operator T*() { return p_; }
  operator const T*() const { return p_; }

 private:
  T* p_;
};
struct Copied {  // frees twice where somebody copies it
  explicit Copied(int n) { cudaMallocManaged(&p, n * sizeof(int)); }
  ~Copied() { cudaFree(p); }
  operator int*() const { return p; }
  int* p;
};
struct Packed {
  unsigned a : 3, b : 5;
};
__global__ void set(int* out, double v, unsigned bits) { *out = static_cast<int>(v) + static_cast<int>(bits); }
template <int kAdd>
__global__ void add(int* out, const int* in) {
  *out = *in + kAdd;
}
int main() {
  Owner<int> a(1);
  const Copied b(1), c(1);
  const Packed packed{2, 3};
  void (*pointer)(int*, const int*) = add<1>;
  set<<<1, 1>>>(a, 7.5f, 0);
  add<0><<<1, 1>>>(b, a);
  cudaDeviceSynchronize();
  printf("%d ", *b.p);
  pointer<<<1, 1>>>(c, b);
  cudaDeviceSynchronize();
  printf("%d ", *c.p);
  void (*table[])(int*, const int*) = {add<2>};
  table[0]<<<1, 1>>>(c, b);
  cudaDeviceSynchronize();
  printf("%d ", *c.p);
  set<<<1, 1>>>(b, 0, packed.a);
  cudaDeviceSynchronize();
  printf("%d ", *b.p);
  switch (packed.b) {
    case 3:set<<<1, 1>>>(b, packed.b, 0);
  }
  cudaDeviceSynchronize();
  printf("%d\n", *b.p);
}
