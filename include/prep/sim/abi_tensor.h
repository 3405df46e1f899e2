// The tensor operations' part of the seam between headers and engine (abi.h): one warp multiplies small
// matrices whose elements lie in its lanes' registers. Included by <mma.h> and by inline PTX only.
#pragma once
#ifdef __GNUC__
#pragma GCC system_header
#endif
#include <prep/sim/abi.h>

extern "C" {

enum prep_mma_type {
  prep_mma_f16,
  prep_mma_bf16,
  prep_mma_tf32,
  prep_mma_e4m3,
  prep_mma_e5m2,
  prep_mma_s8,
  prep_mma_u8,
  prep_mma_f64,
  prep_mma_f32,  // of c and d only
  prep_mma_s32   // of c and d only
};

// D = A B + C with m x k times k x n elements. Fragments are laid out as the PTX ISA says ("Matrix Fragments
// for mma.m16n8k…"); with g = lane / 4, t = lane % 4 and e elements in a 32-bit register, register r holds
//   A: row g + 8 (r % 2), k = 4 e (r / 2) + e t + i   (m = 8: row g, k = 4 e r + e t + i)
//   B: column g,          k = 4 e r + e t + i
//   C, D: row g + 8 (i / 2), column 2 t + i % 2        for element i
// A tf32 register is a float whose 13 last bits do not count. An f64 element takes two registers.
struct prep_mma_operation {
  unsigned m, n, k;
  enum prep_mma_type a, b, c, d;
  int saturate;  // integer results clamp instead of wrapping
};

// [engine] A rendezvous of the whole warp; every lane gives its registers and gets its part of d, which may
// be c. Products are exact; float sums are made in double and rounded once.
void prep_mma(const struct prep_mma_operation* operation, const void* a, const void* b, const void* c,
              void* d, const char* file, int line);

// [engine] A rendezvous of the whole warp: what each lane gives is handed to all, in order of lanes.
void prep_all_lanes(uint64_t given, uint64_t* of_all_lanes, const char* file, int line);

// [engine] Where a generic address lies in the shared memory of the running block: 0 .. 2^32 - 1, as the
// "shared" addresses of PTX, and back. What is not in shared memory gives an address that no access accepts.
uint32_t prep_shared_offset(const void* address);
void* prep_shared_address(uint32_t offset);
int prep_is_shared(const void* address);
}
