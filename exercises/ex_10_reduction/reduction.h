// The contract of ex_10. Included before your file, whether you include it or not.
#pragma once

// *sum = x[0] + x[1] + ... + x[n-1], in fp32. x and sum are device pointers, x is 256-byte aligned.
// *sum is overwritten; it holds garbage before. n = 0 gives 0. 0 <= n <= 2^30.
// Deterministic: the same x and n give the same bits, every time.
// Work must be complete when the device is synchronised; the call need not wait for it.
extern "C" void reduce_sum(const float* x, float* sum, int n);
