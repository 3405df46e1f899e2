// Distributions over any of the device generators: uniform in (0, 1], normal by Box and Muller, log-normal,
// Poisson. Part of curand_kernel.h.
#pragma once
#pragma GCC system_header

namespace prep::sim {

inline float unit_float(unsigned word) { return static_cast<float>(word) * 0x1p-32f + 0x1p-33f; }
inline double unit_double(unsigned low, unsigned high) {
  const unsigned long long bits = low ^ static_cast<unsigned long long>(high) << 21;
  return static_cast<double>(bits) * 0x1p-53 + 0x1p-54;
}
inline float2 normal_pair(unsigned x, unsigned y) {
  const float radius = sqrtf(-2.0f * logf(unit_float(x)));
  const float angle = unit_float(y) * 6.2831853f;
  return {radius * sinf(angle), radius * cosf(angle)};
}
inline double2 normal_pair_double(uint4 r) {
  const double radius = ::sqrt(-2.0 * ::log(unit_double(r.x, r.y)));
  const double angle = unit_double(r.z, r.w) * 6.283185307179586;
  return {radius * ::sin(angle), radius * ::cos(angle)};
}
template <class State>
inline uint4 four_words(State* s) {
  const unsigned a = curand(s), b = curand(s), c = curand(s), d = curand(s);
  return {a, b, c, d};
}

}  // namespace prep::sim

template <class State>
inline float curand_uniform(State* s) {
  return ::prep::sim::unit_float(curand(s));
}
template <class State>
inline double curand_uniform_double(State* s) {
  const unsigned low = curand(s), high = curand(s);
  return ::prep::sim::unit_double(low, high);
}
template <class State>
inline float4 curand_uniform4(State* s) {
  const uint4 r = ::prep::sim::four_words(s);
  return {::prep::sim::unit_float(r.x), ::prep::sim::unit_float(r.y), ::prep::sim::unit_float(r.z),
          ::prep::sim::unit_float(r.w)};
}
template <class State>
inline double2 curand_uniform2_double(State* s) {
  const uint4 r = ::prep::sim::four_words(s);
  return {::prep::sim::unit_double(r.x, r.y), ::prep::sim::unit_double(r.z, r.w)};
}
template <class State>
inline float2 curand_normal2(State* s) {
  const unsigned x = curand(s), y = curand(s);
  return ::prep::sim::normal_pair(x, y);
}
template <class State>
inline float curand_normal(State* s) {
  if (s->has_normal != 0) {
    s->has_normal = 0;
    return s->normal;
  }
  const float2 pair = curand_normal2(s);
  s->has_normal = 1;
  s->normal = pair.y;
  return pair.x;
}
template <class State>
inline float4 curand_normal4(State* s) {
  const uint4 r = ::prep::sim::four_words(s);
  const float2 a = ::prep::sim::normal_pair(r.x, r.y), b = ::prep::sim::normal_pair(r.z, r.w);
  return {a.x, a.y, b.x, b.y};
}
template <class State>
inline double2 curand_normal2_double(State* s) {
  return ::prep::sim::normal_pair_double(::prep::sim::four_words(s));
}
template <class State>
inline double curand_normal_double(State* s) {
  if (s->has_normal_double != 0) {
    s->has_normal_double = 0;
    return s->normal_double;
  }
  const double2 pair = curand_normal2_double(s);
  s->has_normal_double = 1;
  s->normal_double = pair.y;
  return pair.x;
}
template <class State>
inline float curand_log_normal(State* s, float mean, float deviation) {
  return expf(mean + deviation * curand_normal(s));
}
template <class State>
inline double curand_log_normal_double(State* s, double mean, double deviation) {
  return ::exp(mean + deviation * curand_normal_double(s));
}
// Counts exponential waits for small lambda; the normal approximation beyond.
template <class State>
inline unsigned curand_poisson(State* s, double lambda) {
  if (lambda > 500.0) {
    const double x = lambda + ::sqrt(lambda) * curand_normal_double(s) + 0.5;
    return x < 0.0 ? 0u : static_cast<unsigned>(x);
  }
  unsigned count = 0;
  for (double waited = -::log(curand_uniform_double(s)); waited < lambda; ++count)
    waited -= ::log(curand_uniform_double(s));
  return count;
}
