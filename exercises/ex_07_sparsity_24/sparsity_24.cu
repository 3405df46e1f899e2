// 2:4 sparsity: prune and compress, then multiply. Judge it with: prep run ex_07
//
// Of four neighbouring weights two are kept, so a row of 16 columns becomes 8 values and 4 nibbles that say
// where the values stood. That is 9 bits per weight instead of 16: a product that waits for memory can
// become 1.78 times as fast.
//   1. Compress: which two are kept when magnitudes are equal? Who writes a byte of meta, if two groups share
//   it?
//   2. Multiply: each value needs x at its own column. How many bytes does a thread load at a time, and from
//   where does it
//      get x?
#include <cuda_fp16.h>
#include <cuda_runtime.h>

// One thread per byte of meta: 8 columns, two groups.
__global__ void compress_kernel(const __half* w, __half* vals, uint8_t* meta, int bytes) {
  const int b = blockIdx.x * blockDim.x + threadIdx.x;
  if (b >= bytes) return;
  int byte = 0;
  for (int group = 0; group < 2; ++group) {
    const __half* four = w + 8LL * b + 4 * group;
    // TODO: keeps the first two, whatever they are. The two of largest magnitude are wanted, ties to the
    // lower column.
    const int i0 = 0, i1 = 1;
    vals[4LL * b + 2 * group] = four[i0];
    vals[4LL * b + 2 * group + 1] = four[i1];
    byte |= (i0 | i1 << 2) << 4 * group;
  }
  meta[b] = static_cast<uint8_t>(byte);
}

// One thread per row.
__global__ void gemv_kernel(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                            int cols) {
  const int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row >= rows) return;
  float sum = 0.0f;
  for (int i = 0; i < cols / 2; ++i) {
    // TODO: value i belongs to group i / 2. Which nibble is that, and which column of x does it name?
    // TODO: neighbouring threads read addresses that are a row apart. Let a warp share a row, 16 bytes per
    // lane.
    sum += __half2float(vals[static_cast<long long>(row) * (cols / 2) + i]) * __half2float(x[2 * i]);
  }
  y[row] = sum;
}

extern "C" void s24_compress(const __half* w, __half* vals, uint8_t* meta, int rows, int cols) {
  const int bytes = rows * (cols / 8);
  if (bytes == 0) return;  // a grid of 0 blocks is an error
  compress_kernel<<<(bytes + 255) / 256, 256>>>(w, vals, meta, bytes);
}

extern "C" void s24_gemv(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                         int cols) {
  if (rows == 0) return;
  gemv_kernel<<<(rows + 255) / 256, 256>>>(vals, meta, x, y, rows, cols);
}
