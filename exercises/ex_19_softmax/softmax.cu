// Row softmax: y = exp(x - max) / sum of exp(x - max), for each row. Judge it with: prep run ex_19
//
// Softmax needs two reductions per row, a maximum and a sum, and then a pass that writes. Questions to answer
// in order:
//   1. Why subtract the maximum at all? What is exp(100) in fp32?
//   2. Who works on one row: a thread, a warp, a block? What do 3 columns ask for, and 131072?
//   3. How often is a row read from memory? Three times is natural, once is possible while the row fits into
//   registers.
// What is here is one thread per row, and it skips question 1.
#include <cuda_runtime.h>

__global__ void softmax_kernel(const float* x, float* y, int rows, int cols) {
  const int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row >= rows) return;
  const float* from = x + static_cast<long long>(row) * cols;
  float* to = y + static_cast<long long>(row) * cols;

  // TODO: neighbouring threads read addresses that are `cols` floats apart. Let the threads of a block share
  // one row.
  float sum = 0.0f;
  for (int c = 0; c < cols; ++c) {
    sum += expf(from[c]);  // TODO: overflows for x > 88
  }
  for (int c = 0; c < cols; ++c) {
    to[c] = expf(from[c]) / sum;
  }
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows == 0) return;  // a grid of 0 blocks is an error
  constexpr int kThreads = 128;
  const int blocks = (rows + kThreads - 1) / kThreads;
  softmax_kernel<<<blocks, kThreads>>>(x, y, rows, cols);
}
