// expect: ok stdout="2d 31\nlambda 7 7\nmember 5\nstruct 3 4\nvolatile 2\ndynamic 63 0\naligned 0 0\nfile scope 9\n"
#include <cstdio>

extern __shared__ int at_file_scope[];

struct Tools {
  template <class T>
  static __device__ T rotate(T x) {
    __shared__ T box[32];
    box[threadIdx.x] = x;
    __syncthreads();
    return box[(threadIdx.x + 1) % 32];
  }
};

__global__ void two_dimensional(int* out) {
  __shared__ int t[8][9], other[2];
  t[threadIdx.x / 8 % 8][threadIdx.x % 8] = threadIdx.x;
  if (threadIdx.x < 2) other[threadIdx.x] = 0;
  __syncthreads();
  if (threadIdx.x == 0) out[0] = t[3][7] + other[1];
}
__global__ void in_lambda(int* out) {
  __shared__ int t[32];
  auto put = [](int i, int v) { t[i] = v; };
  auto get = [=](int i) { return t[i]; };
  put(threadIdx.x, 7);
  __syncthreads();
  if (threadIdx.x == 0) out[0] = get(31), out[1] = sizeof(t) == 128 ? t[0] : -1;
}
__global__ void member(int* out) {
  const int v = Tools::rotate(static_cast<int>(threadIdx.x));
  if (threadIdx.x == 4) out[0] = v;
}
__global__ void structure(int* out) {
  __shared__ struct {
    int a;
    int b[2];
  } s;
  if (threadIdx.x == 0) s.a = 3, s.b[1] = 4;
  __syncthreads();
  if (threadIdx.x == 1) out[0] = s.a, out[1] = s.b[1];
}
__global__ void is_volatile(int* out) {
  volatile __shared__ int flag;
  if (threadIdx.x == 0) flag = 2;
  __syncthreads();
  if (threadIdx.x == 1) out[0] = flag;
}
template <class T>
__global__ void dynamic(T* out) {
  extern __shared__ __align__(16) unsigned char raw[];
  T* s = reinterpret_cast<T*>(raw);
  s[threadIdx.x] = static_cast<T>(threadIdx.x);
  __syncthreads();
  if (threadIdx.x == 0) out[0] = s[blockDim.x - 1], out[1] = s[0];
}
__global__ void aligned(int* out) {
  __shared__ alignas(64) char a[3];
  __align__(128) __shared__ char b[5];
  if (threadIdx.x == 0) {
    a[0] = b[0] = 1;
    out[0] = static_cast<int>(reinterpret_cast<size_t>(a) % 64);
    out[1] = static_cast<int>(reinterpret_cast<size_t>(b) % 128);
  }
}
__global__ void from_file_scope(int* out) {
  at_file_scope[threadIdx.x] = 9;
  __syncthreads();
  if (threadIdx.x == 0) out[0] = at_file_scope[31];
}

int main() {
  int *out, h[2];
  cudaMalloc(&out, sizeof h);
  auto get = [&] { cudaMemcpy(h, out, sizeof h, cudaMemcpyDeviceToHost); };
  cudaMemset(out, 0, sizeof h);
  two_dimensional<<<1, 64>>>(out), get(), std::printf("2d %d\n", h[0]);
  in_lambda<<<1, 32>>>(out), get(), std::printf("lambda %d %d\n", h[0], h[1]);
  member<<<1, 32>>>(out), get(), std::printf("member %d\n", h[0]);
  structure<<<1, 32>>>(out), get(), std::printf("struct %d %d\n", h[0], h[1]);
  is_volatile<<<1, 32>>>(out), get(), std::printf("volatile %d\n", h[0]);
  dynamic<int><<<1, 64, 64 * sizeof(int)>>>(out), get(), std::printf("dynamic %d %d\n", h[0], h[1]);
  aligned<<<1, 32>>>(out), get(), std::printf("aligned %d %d\n", h[0], h[1]);
  from_file_scope<<<1, 32, 128>>>(out), get(), std::printf("file scope %d\n", h[0]);
}
