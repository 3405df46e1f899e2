// The contract of ex_07. Included before your file, whether you include it or not.
#pragma once
#include <cuda_fp16.h>
#include <stdint.h>

// 2:4 sparsity: of each group of four neighbouring columns two values are kept.
//
//   vals  rows x cols/2   the kept values of each group, in the order of their columns
//   meta  rows x cols/8   a nibble per group, i0 | i1 << 2 with i0 < i1: the columns of the two within the
//   group. Two groups
//                         share a byte: columns 8b .. 8b+3 of a row in the low nibble of byte b, 8b+4 .. 8b+7
//                         in the high one.
//
// rows 0 .. 65,536, cols a multiple of 8 up to 65,536, at most 2^30 elements. rows = 0: nothing may be
// launched. All pointers are device pointers, 256-byte aligned; a row of vals begins at a multiple of 8
// bytes. No NaN, no infinity. Outputs hold garbage before and overlap no input; the work may still run when
// the functions return.

// Keeps the two values of largest magnitude, of equal magnitudes those in the lower columns. Exact.
extern "C" void s24_compress(const __half* w, __half* vals, uint8_t* meta, int rows, int cols);

// y[r] = sum over the kept values of row r of value * x[its column], accumulated in fp32.
// |error| <= cols/2 * 2^-24 * sum|value * x|, what fp32 in any order of summation keeps (the products are
// exact).
extern "C" void s24_gemv(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                         int cols);
