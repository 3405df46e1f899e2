// The contract of ex_16. Included before your file, whether you include it or not.
#pragma once
#include <cuda_runtime.h>
#include <math.h>

// The work on one element: `work` rounds of a map that keeps [-1, 1] and forgets nothing. Use it as it is;
// what you write is how the data reach it.
__device__ inline float kit_stage(float x, int work) {
  for (int k = 0; k < work; ++k) x = fmaf(-1.9f * x, x, 1.0f);
  return x;
}

// h_out[i] = kit_stage(h_in[i], work) for i = 0 .. n-1, in `chunks` pieces, so that copies in, kernels and
// copies out overlap.
//
// h_in, h_out  host memory, pinned, 256-byte aligned, no overlap; h_in stays unchanged, h_out holds garbage
// before n            0 .. 2^28; 0: nothing may be launched chunks       1 .. 64, may be larger than n. Chunk
// k is elements k s .. (k+1) s - 1 with s = ceil(n / chunks), cut off at n;
//              the last ones may be empty.
// work         0 .. 4096. 0: the copies alone.
//
// When the function returns h_out is complete, and all device memory that it allocated is free again.
extern "C" void stream_pipeline(const float* h_in, float* h_out, int n, int chunks, int work);
