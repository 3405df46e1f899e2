// cuRAND's device API. Philox4_32_10 is the published algorithm with NVIDIA's use of counter and key (seed,
// subsequence, offset), so its words are the GPU's. XORWOW is Marsaglia's generator seeded in our own way:
// deterministic, well distributed, other numbers than NVIDIA's. MRG32k3a likewise (L'Ecuyer 1999).
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>
#include <prep/sim/curand.h>
#include <prep/sim/philox.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

struct curandStatePhilox4_32_10 {
  uint4 counter, output;
  uint2 key;
  unsigned used;  // words of `output` already given out
  int has_normal, has_normal_double;
  float normal;
  double normal_double;
};
struct curandStateXORWOW {
  unsigned weyl, v[5];
  int has_normal, has_normal_double;
  float normal;
  double normal_double;
};
struct curandStateMRG32k3a {
  unsigned a[3], b[3];
  int has_normal, has_normal_double;
  float normal;
  double normal_double;
};
typedef curandStatePhilox4_32_10 curandStatePhilox4_32_10_t;
typedef curandStateXORWOW curandStateXORWOW_t;
typedef curandStateMRG32k3a curandStateMRG32k3a_t;
typedef curandStateXORWOW curandState;
typedef curandStateXORWOW curandState_t;

namespace prep::sim {

inline void refill(curandStatePhilox4_32_10* s) {
  const PhiloxWords r = philox({{s->counter.x, s->counter.y, s->counter.z, s->counter.w}}, s->key.x, s->key.y);
  s->output = {r.w[0], r.w[1], r.w[2], r.w[3]};
}
inline void advance(curandStatePhilox4_32_10* s, unsigned long long blocks) {
  const unsigned long long low = s->counter.x | static_cast<unsigned long long>(s->counter.y) << 32;
  const unsigned long long sum = low + blocks;
  s->counter.x = static_cast<unsigned>(sum);
  s->counter.y = static_cast<unsigned>(sum >> 32);
  if (sum < low && ++s->counter.z == 0) ++s->counter.w;
}
template <class State>
inline void forget_normals(State* s) {
  s->has_normal = s->has_normal_double = 0;
  s->normal = 0.0f;
  s->normal_double = 0.0;
}

}  // namespace prep::sim

inline void skipahead(unsigned long long n, curandStatePhilox4_32_10* s) {
  const unsigned long long in_block = s->used + n % 4;
  ::prep::sim::advance(s, n / 4 + in_block / 4);
  s->used = static_cast<unsigned>(in_block % 4);
  ::prep::sim::refill(s);
}
inline void skipahead_sequence(unsigned long long n, curandStatePhilox4_32_10* s) {
  const unsigned long long sum = (s->counter.z | static_cast<unsigned long long>(s->counter.w) << 32) + n;
  s->counter.z = static_cast<unsigned>(sum);
  s->counter.w = static_cast<unsigned>(sum >> 32);
  ::prep::sim::refill(s);
}
inline void curand_init(unsigned long long seed, unsigned long long subsequence, unsigned long long offset,
                        curandStatePhilox4_32_10* s) {
  s->counter = {0, 0, 0, 0};
  s->key = {static_cast<unsigned>(seed), static_cast<unsigned>(seed >> 32)};
  s->used = 0;
  ::prep::sim::forget_normals(s);
  skipahead_sequence(subsequence, s);
  skipahead(offset, s);
}
inline unsigned curand(curandStatePhilox4_32_10* s) {
  const unsigned words[4] = {s->output.x, s->output.y, s->output.z, s->output.w};
  const unsigned word = words[s->used];
  if (++s->used == 4) {
    ::prep::sim::advance(s, 1);
    ::prep::sim::refill(s);
    s->used = 0;
  }
  return word;
}
inline uint4 curand4(curandStatePhilox4_32_10* s) {
  const unsigned a = curand(s), b = curand(s), c = curand(s), d = curand(s);
  return {a, b, c, d};
}

inline unsigned curand(curandStateXORWOW* s) {
  const unsigned t = s->v[0] ^ (s->v[0] >> 2);
  s->v[0] = s->v[1];
  s->v[1] = s->v[2];
  s->v[2] = s->v[3];
  s->v[3] = s->v[4];
  s->v[4] = (s->v[4] ^ (s->v[4] << 4)) ^ (t ^ (t << 1));
  s->weyl += 362437u;
  return s->v[4] + s->weyl;
}
inline void skipahead(unsigned long long n, curandStateXORWOW* s) {
  while (n-- != 0) curand(s);
}
inline void curand_init(unsigned long long seed, unsigned long long subsequence, unsigned long long offset,
                        curandStateXORWOW* s) {
  const auto word = [&](unsigned i) {
    return ::prep::sim::philox({{i, 0x786f7277u, static_cast<unsigned>(subsequence),
                                 static_cast<unsigned>(subsequence >> 32)}},
                               static_cast<unsigned>(seed), static_cast<unsigned>(seed >> 32));
  };
  const auto first = word(0), second = word(1);
  for (int i = 0; i < 4; ++i) s->v[i] = first.w[i];
  s->v[4] = second.w[0] | 1u;  // never all zero
  s->weyl = second.w[1];
  ::prep::sim::forget_normals(s);
  skipahead(offset, s);
}
inline void skipahead_sequence(unsigned long long n, curandStateXORWOW* s) {
  curand_init(s->weyl | static_cast<unsigned long long>(s->v[0]) << 32, n, 0, s);
}

inline unsigned curand(curandStateMRG32k3a* s) {
  const unsigned long long m1 = 4294967087ull, m2 = 4294944443ull;
  const unsigned long long x = (1403580ull * s->a[1] + (m1 - 810728ull) * s->a[0] % m1) % m1;
  const unsigned long long y = (527612ull * s->b[2] % m2 + (m2 - 1370589ull) * s->b[0] % m2) % m2;
  s->a[0] = s->a[1];
  s->a[1] = s->a[2];
  s->a[2] = static_cast<unsigned>(x);
  s->b[0] = s->b[1];
  s->b[1] = s->b[2];
  s->b[2] = static_cast<unsigned>(y);
  return static_cast<unsigned>(x >= y ? x - y : x + m1 - y);
}
inline void skipahead(unsigned long long n, curandStateMRG32k3a* s) {
  while (n-- != 0) curand(s);
}
inline void curand_init(unsigned long long seed, unsigned long long subsequence, unsigned long long offset,
                        curandStateMRG32k3a* s) {
  for (unsigned half = 0; half < 2; ++half) {
    const auto r = ::prep::sim::philox({{half, 0x6d726733u, static_cast<unsigned>(subsequence),
                                         static_cast<unsigned>(subsequence >> 32)}},
                                       static_cast<unsigned>(seed), static_cast<unsigned>(seed >> 32));
    for (int i = 0; i < 3; ++i) (half == 0 ? s->a : s->b)[i] = r.w[i] % 4294944443u + (i == 0 ? 1u : 0u);
  }
  ::prep::sim::forget_normals(s);
  skipahead(offset, s);
}

#include <prep/sim/curand_distributions.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
