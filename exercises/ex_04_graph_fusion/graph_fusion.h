// The contract of ex_04: which nodes of a graph share a kernel.
#pragma once
#include <cstdint>

enum fx_op : int32_t { FX_INPUT, FX_POINTWISE, FX_REDUCE, FX_MATMUL, FX_VIEW, FX_OUTPUT };

// Nodes come in a valid order: inputs of a node have smaller numbers. Every value is a row-major matrix.
//   FX_INPUT      no inputs
//   FX_POINTWISE  1 to 3 inputs, each [rows, cols], [rows, 1], [1, cols] or [1, 1] for a result of [rows,
//   cols] FX_REDUCE     [rows, cols] -> [rows, 1] FX_MATMUL     [rows, k] and [k, cols] -> [rows, cols]
//   FX_VIEW       the same elements in the same order as another shape; moves nothing, costs no kernel
//   FX_OUTPUT     one input, the value that somebody wants; same shape
struct fx_node {
  fx_op op;
  int32_t inputs;    // how many of input[] are used
  int32_t input[3];  // numbers of nodes
  int32_t rows, cols;
};

// Pointwise, reduce and matmul are *compute* nodes. A node is live if an output is reachable from it. Writes
// into group[i] the kernel of every live compute node, a number from 0 to the number of kernels - 1, every
// number used; -1 for all other nodes. Returns the number of kernels.
//
// The *width* of a node is its cols; of a reduce the cols of its input. Kernels are legal if
//   1. all nodes of a kernel have the same rows, and widths that are equal or 1: one iteration space;
//   2. a kernel with a matmul holds nothing else but pointwise nodes of exactly the matmul's rows and cols
//   (its epilogue; one
//      matmul at most), and nothing that the matmul reads;
//   3. a node that reads another node of its kernel, directly or through views, sees it in the shape in which
//   it was
//      computed: then each row needs only itself, a softmax is one kernel;
//   4. the kernels can run one after the other: no cycle between them, views looked through. A value that is
//   read outside
//      of its kernel is written by it; nothing is computed twice.
// They need not be connected: two independent nodes may share a kernel.
//
// And few: with at most 9 live compute nodes as few as any legal grouping has; with more, at most as many as
// this rule:
//   take the first live compute node without a kernel; go once through all that follow, in order, and add
//   each that keeps the kernel legal and reads only what earlier kernels and this one have computed; repeat.
extern "C" int fx_fuse(const fx_node* nodes, int n, int* group);
