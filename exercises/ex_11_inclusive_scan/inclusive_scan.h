// The contract of ex_11. Included before your file, whether you include it or not.
#pragma once
#include <stddef.h>

// y[i] = x[0] + x[1] + ... + x[i], exact. All pointers are device pointers, 256-byte aligned; x and y do not
// overlap.
//
// n         0 .. 2^30; n = 0 must not launch anything. Values are -4 .. 7, so no sum overflows.
// ws        scratch of the call, ws_bytes = 256 + 16 * ceil(n / 1024) bytes. It holds garbage at every call:
// what must be
//           zero in it, this call has to clear.
// No other device memory may be allocated. Blocks run in any order, and no two need run at the same time.
// Work must be complete when the device is synchronised; the call need not wait for it.
extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t ws_bytes);
