// The contract of ex_09: what you write and what the judge calls.
#pragma once

// out[c * rows + r] = in[r * cols + c]: rows and columns change places.
//
// in          device pointer, rows x cols floats, row-major, 256-byte aligned; must stay unchanged
// out         device pointer, cols x rows floats, row-major, 256-byte aligned; does not overlap in
// rows, cols  0 or more each, rows * cols at most 2^30; with no elements nothing may be launched.
//             One of them may be in the millions: grid.y and grid.z end at 65,535 blocks, grid.x at 2^31 - 1.
//
// Values are moved, not computed: compared bit by bit.
// Called from the host. The work may still run when the function returns: the caller synchronises.
extern "C" void transpose(const float* in, float* out, int rows, int cols);
