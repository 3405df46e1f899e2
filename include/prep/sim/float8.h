// The 8-bit floats E4M3 and E5M2: conversions only, as in CUDA; arithmetic is done in a wider type.
// Conversions of the types clamp to the largest number (__NV_SATFINITE); NaN stays NaN.
#pragma once
#pragma GCC system_header
#include <prep/sim/bfloat16.h>
#include <prep/sim/float_formats.h>
#include <prep/sim/half.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

typedef unsigned char __nv_fp8_storage_t;
typedef unsigned short __nv_fp8x2_storage_t;
typedef unsigned __nv_fp8x4_storage_t;
typedef enum __nv_saturation_t { __NV_NOSAT, __NV_SATFINITE } __nv_saturation_t;
typedef enum __nv_fp8_interpretation_t { __NV_E4M3, __NV_E5M2 } __nv_fp8_interpretation_t;

PREP_SIM_API __nv_fp8_storage_t __nv_cvt_double_to_fp8(double x, __nv_saturation_t saturate,
                                                       __nv_fp8_interpretation_t kind) {
  using E4 = __prep_e4m3_format;
  using E5 = __prep_e5m2_format;
  if (kind == __NV_E4M3) return E4::from_double(x, saturate == __NV_SATFINITE ? E4::kLargest : E4::kNaN);
  return E5::from_double(x, saturate == __NV_SATFINITE ? E5::kLargest : E5::kInfinity);
}
PREP_SIM_API float __prep_fp8_to_float(__nv_fp8_storage_t x, __nv_fp8_interpretation_t kind) {
  return kind == __NV_E4M3 ? __prep_e4m3_format::to_float(x) : __prep_e5m2_format::to_float(x);
}
PREP_SIM_API __nv_fp8x2_storage_t __nv_cvt_double2_to_fp8x2(double2 v, __nv_saturation_t saturate,
                                                            __nv_fp8_interpretation_t kind) {
  return static_cast<__nv_fp8x2_storage_t>(__nv_cvt_double_to_fp8(v.x, saturate, kind) |
                                           __nv_cvt_double_to_fp8(v.y, saturate, kind) << 8);
}
#define PREP_SIM_TO_FP8(name, name2, One, Two, read, read2)                                                 \
  PREP_SIM_API __nv_fp8_storage_t name(One x, __nv_saturation_t saturate, __nv_fp8_interpretation_t kind) { \
    return __nv_cvt_double_to_fp8(read(x), saturate, kind);                                                 \
  }                                                                                                         \
  PREP_SIM_API __nv_fp8x2_storage_t name2(Two v, __nv_saturation_t saturate,                                \
                                          __nv_fp8_interpretation_t kind) {                                 \
    return __nv_cvt_double2_to_fp8x2({read(read2(v.x)), read(read2(v.y))}, saturate, kind);                 \
  }
#define PREP_SIM_HALF_WIDE(x) __half(x).wide()
#define PREP_SIM_BFLOAT16_WIDE(x) __nv_bfloat16(x).wide()
#define PREP_SIM_HALF_RAW(bits) \
  __half_raw { bits }
#define PREP_SIM_BFLOAT16_RAW(bits) \
  __nv_bfloat16_raw { bits }
PREP_SIM_TO_FP8(__nv_cvt_float_to_fp8, __nv_cvt_float2_to_fp8x2, float, float2, static_cast<double>, float)
PREP_SIM_TO_FP8(__nv_cvt_halfraw_to_fp8, __nv_cvt_halfraw2_to_fp8x2, __half_raw, __half2_raw,
                PREP_SIM_HALF_WIDE, PREP_SIM_HALF_RAW)
PREP_SIM_TO_FP8(__nv_cvt_bfloat16raw_to_fp8, __nv_cvt_bfloat16raw2_to_fp8x2, __nv_bfloat16_raw,
                __nv_bfloat162_raw, PREP_SIM_BFLOAT16_WIDE, PREP_SIM_BFLOAT16_RAW)
#undef PREP_SIM_BFLOAT16_RAW
#undef PREP_SIM_HALF_RAW
#undef PREP_SIM_BFLOAT16_WIDE
#undef PREP_SIM_HALF_WIDE
#undef PREP_SIM_TO_FP8
// Every 8-bit float is a half.
PREP_SIM_API __half_raw __nv_cvt_fp8_to_halfraw(__nv_fp8_storage_t x, __nv_fp8_interpretation_t kind) {
  return {__half_format::from_float(__prep_fp8_to_float(x, kind))};
}
PREP_SIM_API __half2_raw __nv_cvt_fp8x2_to_halfraw2(__nv_fp8x2_storage_t v, __nv_fp8_interpretation_t kind) {
  return {__nv_cvt_fp8_to_halfraw(static_cast<unsigned char>(v), kind).x,
          __nv_cvt_fp8_to_halfraw(static_cast<unsigned char>(v >> 8), kind).x};
}

#define PREP_SIM_FP8_TYPES(name, name2, name4, kind)                                                         \
  struct name {                                                                                              \
    __nv_fp8_storage_t __x;                                                                                  \
    name() = default;                                                                                        \
    PREP_SIM_API explicit name(double x) : __x(__nv_cvt_double_to_fp8(x, __NV_SATFINITE, kind)) {}           \
    PREP_SIM_API explicit name(float x) : name(static_cast<double>(x)) {}                                    \
    PREP_SIM_API explicit name(__half x) : name(x.wide()) {}                                                 \
    PREP_SIM_API explicit name(__nv_bfloat16 x) : name(x.wide()) {}                                          \
    PREP_SIM_API explicit name(int x) : name(static_cast<double>(x)) {}                                      \
    PREP_SIM_API explicit name(unsigned x) : name(static_cast<double>(x)) {}                                 \
    PREP_SIM_API explicit name(short x) : name(static_cast<double>(x)) {}                                    \
    PREP_SIM_API explicit name(unsigned short x) : name(static_cast<double>(x)) {}                           \
    PREP_SIM_API explicit name(long x) : name(static_cast<double>(x)) {}                                     \
    PREP_SIM_API explicit name(unsigned long x) : name(static_cast<double>(x)) {}                            \
    PREP_SIM_API explicit name(long long x) : name(static_cast<double>(x)) {}                                \
    PREP_SIM_API explicit name(unsigned long long x) : name(static_cast<double>(x)) {}                       \
    PREP_SIM_API explicit operator float() const { return __prep_fp8_to_float(__x, kind); }                  \
    PREP_SIM_API explicit operator double() const { return static_cast<double>(static_cast<float>(*this)); } \
    PREP_SIM_API explicit operator __half() const { return __half(static_cast<float>(*this)); }              \
    PREP_SIM_API explicit operator __nv_bfloat16() const {                                                   \
      return __nv_bfloat16(static_cast<float>(*this));                                                       \
    }                                                                                                        \
    PREP_SIM_API explicit operator bool() const { return (__x & 0x7f) != 0; }                                \
    PREP_SIM_API explicit operator signed char() const {                                                     \
      return ::prep::sim::clamp_to<signed char>(value());                                                    \
    }                                                                                                        \
    PREP_SIM_API explicit operator unsigned char() const {                                                   \
      return ::prep::sim::clamp_to<unsigned char>(value());                                                  \
    }                                                                                                        \
    PREP_SIM_API explicit operator short() const { return ::prep::sim::clamp_to<short>(value()); }           \
    PREP_SIM_API explicit operator unsigned short() const {                                                  \
      return ::prep::sim::clamp_to<unsigned short>(value());                                                 \
    }                                                                                                        \
    PREP_SIM_API explicit operator int() const { return ::prep::sim::clamp_to<int>(value()); }               \
    PREP_SIM_API explicit operator unsigned() const { return ::prep::sim::clamp_to<unsigned>(value()); }     \
    PREP_SIM_API explicit operator long long() const { return ::prep::sim::clamp_to<long long>(value()); }   \
                                                                                                             \
   private:                                                                                                  \
    PREP_SIM_API float value() const { return ::truncf(static_cast<float>(*this)); }                         \
  };                                                                                                         \
  struct alignas(2) name2 {                                                                                  \
    __nv_fp8x2_storage_t __x;                                                                                \
    name2() = default;                                                                                       \
    PREP_SIM_API explicit name2(double2 v) : __x(__nv_cvt_double2_to_fp8x2(v, __NV_SATFINITE, kind)) {}      \
    PREP_SIM_API explicit name2(float2 v) : __x(__nv_cvt_float2_to_fp8x2(v, __NV_SATFINITE, kind)) {}        \
    PREP_SIM_API explicit name2(__half2 v) : __x(__nv_cvt_halfraw2_to_fp8x2(v, __NV_SATFINITE, kind)) {}     \
    PREP_SIM_API explicit name2(__nv_bfloat162 v)                                                            \
        : __x(__nv_cvt_bfloat16raw2_to_fp8x2(v, __NV_SATFINITE, kind)) {}                                    \
    PREP_SIM_API explicit operator __half2() const {                                                         \
      return __half2(__nv_cvt_fp8x2_to_halfraw2(__x, kind));                                                 \
    }                                                                                                        \
    PREP_SIM_API explicit operator float2() const {                                                          \
      return {__prep_fp8_to_float(static_cast<unsigned char>(__x), kind),                                    \
              __prep_fp8_to_float(static_cast<unsigned char>(__x >> 8), kind)};                              \
    }                                                                                                        \
  };                                                                                                         \
  struct alignas(4) name4 {                                                                                  \
    __nv_fp8x4_storage_t __x;                                                                                \
    name4() = default;                                                                                       \
    PREP_SIM_API explicit name4(float4 v)                                                                    \
        : __x(name2(float2{v.x, v.y}).__x | static_cast<unsigned>(name2(float2{v.z, v.w}).__x) << 16) {}     \
    PREP_SIM_API explicit name4(double4 v)                                                                   \
        : __x(name2(double2{v.x, v.y}).__x | static_cast<unsigned>(name2(double2{v.z, v.w}).__x) << 16) {}   \
    PREP_SIM_API explicit name4(__half2 low, __half2 high)                                                   \
        : __x(name2(low).__x | static_cast<unsigned>(name2(high).__x) << 16) {}                              \
    PREP_SIM_API explicit name4(__nv_bfloat162 low, __nv_bfloat162 high)                                     \
        : __x(name2(low).__x | static_cast<unsigned>(name2(high).__x) << 16) {}                              \
    PREP_SIM_API explicit operator float4() const {                                                          \
      float v[4];                                                                                            \
      for (int i = 0; i < 4; ++i)                                                                            \
        v[i] = __prep_fp8_to_float(static_cast<unsigned char>(__x >> (8 * i)), kind);                        \
      return {v[0], v[1], v[2], v[3]};                                                                       \
    }                                                                                                        \
  };
PREP_SIM_FP8_TYPES(__nv_fp8_e4m3, __nv_fp8x2_e4m3, __nv_fp8x4_e4m3, __NV_E4M3)
PREP_SIM_FP8_TYPES(__nv_fp8_e5m2, __nv_fp8x2_e5m2, __nv_fp8x4_e5m2, __NV_E5M2)
#undef PREP_SIM_FP8_TYPES
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
