// expect: ok stdout="add 256 256 256 256 256\nmin -255 max 255\nor ff and 0 xor 0\nwrap 4 3\ncas 256\nlock 64\nexch 256\n"
#include <cstdio>

struct Cells {
  int i, low, high;
  unsigned u, bits_or, bits_and, bits_xor, up, down;
  unsigned long long l;
  float f;
  double d, by_cas;
  int lock, guarded;
  float exchanged;
};

__device__ double add_by_cas(double* address, double value) {
  auto* const bits = reinterpret_cast<unsigned long long*>(address);
  unsigned long long old = *bits, assumed;
  do {
    assumed = old;
    old = atomicCAS(bits, assumed, __double_as_longlong(value + __longlong_as_double(assumed)));
  } while (assumed != old);
  return __longlong_as_double(old);
}

__global__ void all(Cells* c) {
  const int t = threadIdx.x;
  atomicAdd(&c->i, 1), atomicAdd(&c->u, 1u), atomicAdd(&c->l, 1ull), atomicAdd(&c->f, 1.0f), atomicAdd(&c->d, 1.0);
  atomicMin(&c->low, -t), atomicMax(&c->high, t);
  atomicOr(&c->bits_or, static_cast<unsigned>(t)), atomicAnd(&c->bits_and, static_cast<unsigned>(t));
  atomicXor(&c->bits_xor, static_cast<unsigned>(t));
  atomicInc(&c->up, 7u), atomicDec(&c->down, 8u);
  add_by_cas(&c->by_cas, 1.0);
  atomicExch(&c->exchanged, 256.0f);
}
__global__ void critical_section(Cells* c) {
  bool done = false;
  while (!done) {
    if (atomicCAS(&c->lock, 0, 1) == 0) {
      atomicExch(&c->guarded, atomicAdd(&c->guarded, 0) + 1);
      __threadfence();
      atomicExch(&c->lock, 0);
      done = true;
    }
  }
}

int main() {
  Cells *d, h{};
  h.bits_and = ~0u;
  h.up = 4, h.down = 3 + 256 % 9;
  cudaMalloc(&d, sizeof h);
  cudaMemcpy(d, &h, sizeof h, cudaMemcpyHostToDevice);
  all<<<1, 256>>>(d);
  critical_section<<<2, 32>>>(d);
  cudaMemcpy(&h, d, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("add %d %u %llu %g %g\nmin %d max %d\nor %x and %x xor %x\n", h.i, h.u, h.l, h.f, h.d, h.low, h.high,
              h.bits_or, h.bits_and, h.bits_xor);
  std::printf("wrap %u %u\ncas %g\nlock %d\nexch %g\n", h.up, h.down, h.by_cas, h.guarded, h.exchanged);
}
