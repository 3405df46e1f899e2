// The contract of ex_12. Included before your file, whether you include it or not.
#pragma once

// bins[v] = how many of x[0 .. n-1] equal v, for v = 0 .. 255. Values below 0 or above 255 are ignored.
// x and bins are device pointers, 256-byte aligned. bins has 256 entries, is overwritten, and holds garbage
// before. 0 <= n <= 2^30; n = 0 gives 256 zeros. Work must be complete when the device is synchronised; the
// call need not wait for it.
extern "C" void histogram256(const int* x, int* bins, int n);
