// Tensor operations: the last lane that comes computes for the whole warp.
#include <prep/sim/abi_tensor.h>
#include <prep/sim/float_formats.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "sim/engine/rendezvous.h"
#include "sim/engine/shared_memory.h"
#include "sim/engine/switch.h"

namespace prep::sim {
namespace {

constexpr unsigned kMaxRows = 16, kColumns = 8, kMaxDepth = 32;

struct Mma : WarpWork {
  const prep_mma_operation* operation;
  const char *a, *b, *c;
  char* d;
};

unsigned bytes_of(prep_mma_type type) {
  switch (type) {
    case prep_mma_f16:
    case prep_mma_bf16:
      return 2;
    case prep_mma_e4m3:
    case prep_mma_e5m2:
    case prep_mma_s8:
    case prep_mma_u8:
      return 1;
    case prep_mma_f64:
      return 8;
    default:
      return 4;
  }
}

template <class T>
T get(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// Every element of these types is a double.
double element(prep_mma_type type, const char* at) {
  switch (type) {
    case prep_mma_f16:
      return __half_format::to_float(get<unsigned short>(at));
    case prep_mma_bf16:
      return __nv_bfloat16_format::to_float(get<unsigned short>(at));
    case prep_mma_tf32:
      return bit_cast<float>(get<unsigned>(at) & 0xffffe000u);
    case prep_mma_e4m3:
      return __prep_e4m3_format::to_float(get<unsigned char>(at));
    case prep_mma_e5m2:
      return __prep_e5m2_format::to_float(get<unsigned char>(at));
    case prep_mma_s8:
      return get<signed char>(at);
    case prep_mma_u8:
      return get<unsigned char>(at);
    case prep_mma_f64:
      return get<double>(at);
    case prep_mma_f32:
      return get<float>(at);
    case prep_mma_s32:
      return get<int>(at);
  }
  return 0;
}

// Integer sums of 32 products and an accumulator are exact in double.
void store(prep_mma_type type, bool saturate, double value, char* to) {
  const auto put = [to](auto v) { std::memcpy(to, &v, sizeof v); };
  if (type == prep_mma_f16) return put(__half_format::from_double(value));
  if (type == prep_mma_f64) return put(value);
  if (type == prep_mma_f32) return put(static_cast<float>(value));
  if (saturate) value = std::clamp(value, -2147483648.0, 2147483647.0);
  put(static_cast<int>(static_cast<unsigned>(static_cast<long long>(value))));
}

void multiply(WarpWork* const lanes[32]) {
  const Mma* any = nullptr;
  for (unsigned lane = 0; lane < 32 && any == nullptr; ++lane) any = static_cast<const Mma*>(lanes[lane]);
  const prep_mma_operation op = *any->operation;
  double a[kMaxRows][kMaxDepth] = {}, b[kMaxDepth][kColumns] = {}, d[kMaxRows][kColumns] = {};
  const unsigned size = bytes_of(op.a), per = size < 4 ? 4 / size : 1;
  const unsigned halves = op.m / 8, per_lane = op.k / 4;  // rows that a lane holds; elements along k per row
  for (unsigned lane = 0; lane < 32; ++lane) {
    const Mma* mma = static_cast<const Mma*>(lanes[lane]);
    if (mma == nullptr) continue;
    const unsigned g = lane / 4, t = lane % 4;
    for (unsigned i = 0; i < per_lane; ++i) {
      const unsigned k = 4 * per * (i / per) + per * t + i % per;
      b[k][g] = element(op.b, mma->b + i * size);
      for (unsigned half = 0; half < halves; ++half)
        a[g + 8 * half][k] = element(op.a, mma->a + (((i / per) * halves + half) * per + i % per) * size);
    }
    for (unsigned i = 0; i < 2 * halves; ++i)
      d[g + 8 * (i / 2)][2 * t + i % 2] = element(op.c, mma->c + i * bytes_of(op.c));
  }
  for (unsigned m = 0; m < op.m; ++m)
    for (unsigned k = 0; k < op.k; ++k)
      for (unsigned n = 0; n < kColumns; ++n) d[m][n] += a[m][k] * b[k][n];
  for (unsigned lane = 0; lane < 32; ++lane) {
    const Mma* mma = static_cast<const Mma*>(lanes[lane]);
    if (mma == nullptr) continue;
    for (unsigned i = 0; i < 2 * halves; ++i)
      store(op.d, op.saturate != 0, d[lane / 4 + 8 * (i / 2)][2 * (lane % 4) + i % 2],
            mma->d + i * bytes_of(op.d));
  }
}

struct Gift : WarpWork {
  std::uint64_t given;
  std::uint64_t* of_all;
};

void share(WarpWork* const lanes[32]) {
  for (unsigned to = 0; to < 32; ++to) {
    if (lanes[to] == nullptr) continue;
    for (unsigned from = 0; from < 32; ++from)
      static_cast<Gift*>(lanes[to])->of_all[from] =
          lanes[from] == nullptr ? 0 : static_cast<const Gift*>(lanes[from])->given;
  }
}

void meet(WarpWork& work, const char* file, int line) {
  prep_meet(kind_of(Meeting::work, 0), 0xffffffffu, reinterpret_cast<std::uint64_t>(&work), file, line);
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;

extern "C" {

void prep_mma(const prep_mma_operation* operation, const void* a, const void* b, const void* c, void* d,
              const char* file, int line) {
  Mma mma;
  mma.work = multiply;
  mma.operation = operation;
  mma.a = static_cast<const char*>(a);
  mma.b = static_cast<const char*>(b);
  mma.c = static_cast<const char*>(c);
  mma.d = static_cast<char*>(d);
  meet(mma, file, line);
}

void prep_all_lanes(uint64_t given, uint64_t* of_all_lanes, const char* file, int line) {
  Gift gift;
  gift.work = share;
  gift.given = given;
  gift.of_all = of_all_lanes;
  meet(gift, file, line);
}

int prep_is_shared(const void* address) {
  return t_arena != nullptr &&
         static_cast<std::size_t>(static_cast<const char*>(address) - t_arena) < kArenaBytes;
}

uint32_t prep_shared_offset(const void* address) {
  if (!prep_is_shared(address)) return 0xfffffff0u;
  return static_cast<uint32_t>(static_cast<const char*>(address) - t_arena);
}

void* prep_shared_address(uint32_t offset) {
  // Past the arena: an address that the detectors and the processor refuse.
  return offset < kArenaBytes ? t_arena + offset
                              : reinterpret_cast<char*>(static_cast<std::uintptr_t>(offset & 0xfff));
}
}
