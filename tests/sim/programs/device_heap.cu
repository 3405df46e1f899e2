// expect: ok stdout="ok\n"
// device malloc/new, classes
#include <cstdio>
#include <cassert>
#include <new>
struct Node {
  int v;
  Node* next;
  __device__ Node(int v, Node* n) : v(v), next(n) {}
  __device__ ~Node() {}
};
__device__ Node* head;
__global__ void build(int n) {
  Node* h = nullptr;
  for (int i = 0; i < n; i++) h = new Node(i, h);
  head = h;
}
__global__ void sum(int* o) {
  int s = 0;
  while (head) {
    s += head->v;
    Node* n = head->next;
    delete head;
    head = n;
  }
  *o = s;
}
__global__ void mal(int* o) {
  int* t = (int*)malloc(32 * sizeof(int));
  if (!t) return;
  memset(t, 0, 128);
  for (int i = 0; i < 32; i++) t[i] = i;
  int s = 0;
  for (int i = 0; i < 32; i++) s += t[i];
  o[threadIdx.x] = s;
  free(t);
  double* q = new double[10];
  q[3] = 1;
  o[threadIdx.x] += (int)q[3];
  delete[] q;
}
class Shape {
 public:
  __device__ virtual ~Shape() {}
  __device__ virtual float area() const = 0;
};
class Sq : public Shape {
  float s;

 public:
  __device__ Sq(float s) : s(s) {}
  __device__ float area() const override { return s * s; }
};
class Ci final : public Shape {
  float r;

 public:
  __device__ Ci(float r) : r(r) {}
  __device__ virtual float area() const override { return r * r * 3; }
};
__global__ void mk(Shape** s) {
  s[0] = new Sq(2);
  s[1] = new Ci(1);
}
__global__ void use(Shape** s, float* o) {
  o[threadIdx.x] = s[threadIdx.x]->area();
  delete s[threadIdx.x];
}
__global__ void placement(int* o) {
  __shared__ __align__(16) char mem[sizeof(Node)];
  if (threadIdx.x == 0) {
    Node* n = new (mem) Node(5, nullptr);
    *o = n->v;
    n->~Node();
  }
}
__global__ void shared_ptr_dyn(int* o) {
  __shared__ int* data;
  if (threadIdx.x == 0) data = (int*)malloc(blockDim.x * sizeof(int));
  __syncthreads();
  data[threadIdx.x] = threadIdx.x;
  __syncthreads();
  if (threadIdx.x == 0) {
    int s = 0;
    for (int i = 0; i < blockDim.x; i++) s += data[i];
    *o = s;
    free(data);
  }
}
struct Vec {
  float x, y, z;
  __host__ __device__ Vec(float a = 0, float b = 0, float c = 0) : x(a), y(b), z(c) {}
  __host__ __device__ Vec operator+(const Vec& o) const { return Vec(x + o.x, y + o.y, z + o.z); }
  __host__ __device__ friend Vec operator*(float s, const Vec& v) { return {s * v.x, s * v.y, s * v.z}; }
  __host__ __device__ float operator[](int i) const { return (&x)[i]; }
  __host__ __device__ Vec& operator+=(const Vec& o) {
    x += o.x;
    y += o.y;
    z += o.z;
    return *this;
  }
};
template <class T>
struct DArray {
  T* p;
  int n;
  DArray(int n) : n(n) { cudaMalloc(&p, n * sizeof(T)); }
  ~DArray() {}
  __host__ __device__ T& operator[](int i) { return p[i]; }
  __device__ int size() const { return n; }
};
__global__ void vk(DArray<Vec> a) {
  int i = threadIdx.x;
  if (i < a.size()) {
    Vec v(i, 1, 2);
    v += 2.0f * v + Vec();
    a[i] = v;
  }
}
int main() {
  int* o;
  float* f;
  Shape** s;
  cudaMallocManaged(&o, 1024);
  cudaMallocManaged(&f, 64);
  cudaMalloc(&s, 16);
  cudaDeviceSetLimit(cudaLimitMallocHeapSize, 64 << 20);
  build<<<1, 1>>>(10);
  sum<<<1, 1>>>(o);
  cudaDeviceSynchronize();
  assert(*o == 45);
  mal<<<1, 32>>>(o);
  cudaDeviceSynchronize();
  assert(o[31] == 31 * 16 + 1);
  mk<<<1, 1>>>(s);
  use<<<1, 2>>>(s, f);
  cudaDeviceSynchronize();
  assert(f[0] == 4 && f[1] == 3);
  placement<<<1, 32>>>(o);
  cudaDeviceSynchronize();
  assert(*o == 5);
  shared_ptr_dyn<<<1, 32>>>(o);
  cudaDeviceSynchronize();
  assert(*o == 31 * 16);
  DArray<Vec> a(4);
  vk<<<1, 8>>>(a);
  Vec h[4];
  cudaMemcpy(h, a.p, sizeof h, cudaMemcpyDeviceToHost);
  assert(h[3].x == 9 && h[3][2] == 6);
  puts("ok");
}
