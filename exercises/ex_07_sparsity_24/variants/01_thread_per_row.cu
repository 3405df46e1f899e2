// expect: sim=passed gpu=too_slow
// Step 1 of the ladder. Right and slow: a thread per byte of w's meta and a thread per row of the product.
// The lanes of a warp read addresses a whole row apart, one value at a time.
#include <cuda_fp16.h>
#include <cuda_runtime.h>

__global__ void compress_kernel(const __half* w, __half* vals, uint8_t* meta, int bytes) {
  const int b = blockIdx.x * blockDim.x + threadIdx.x;
  if (b >= bytes) return;
  int byte = 0;
  for (int group = 0; group < 2; ++group) {
    const __half* four = w + 8LL * b + 4 * group;
    int first = 0, second = -1;
    for (int i = 1; i < 4; ++i)
      if (fabsf(__half2float(four[i])) > fabsf(__half2float(four[first]))) first = i;
    for (int i = 0; i < 4; ++i) {
      if (i == first) continue;
      if (second < 0 || fabsf(__half2float(four[i])) > fabsf(__half2float(four[second]))) second = i;
    }
    const int i0 = min(first, second), i1 = max(first, second);
    vals[4LL * b + 2 * group] = four[i0];
    vals[4LL * b + 2 * group + 1] = four[i1];
    byte |= (i0 | i1 << 2) << 4 * group;
  }
  meta[b] = static_cast<uint8_t>(byte);
}

__global__ void gemv_kernel(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                            int cols) {
  const int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row >= rows) return;
  const __half* v = vals + static_cast<long long>(row) * (cols / 2);
  const uint8_t* m = meta + static_cast<long long>(row) * (cols / 8);
  float sum = 0.0f;
  for (int group = 0; group < cols / 4; ++group) {
    const int nibble = m[group / 2] >> group % 2 * 4 & 15;
    const __half* four = x + 4 * group;
    sum += __half2float(v[2 * group]) * __half2float(four[nibble & 3]);
    sum += __half2float(v[2 * group + 1]) * __half2float(four[nibble >> 2]);
  }
  y[row] = sum;
}

extern "C" void s24_compress(const __half* w, __half* vals, uint8_t* meta, int rows, int cols) {
  const int bytes = rows * (cols / 8);
  if (bytes == 0) return;
  compress_kernel<<<(bytes + 255) / 256, 256>>>(w, vals, meta, bytes);
}

extern "C" void s24_gemv(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                         int cols) {
  if (rows == 0) return;
  gemv_kernel<<<(rows + 255) / 256, 256>>>(vals, meta, x, y, rows, cols);
}
