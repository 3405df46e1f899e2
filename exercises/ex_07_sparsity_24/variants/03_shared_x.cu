// expect: sim=passed gpu=too_slow
// Step 3 of the ladder. 8 bytes of values and one byte of meta per lane, and x in shared memory as floats, so
// that the gather is cheap: four values of 8 columns. Lanes 8 columns apart conflict in the banks, and every
// block fetches all of x.
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

constexpr int kChunk = 8192;  // columns of x in shared memory at a time: 32 KB as floats

__global__ void gemv_kernel(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                            int cols) {
  __shared__ float x_tile[kChunk];
  const int row = (blockIdx.x * blockDim.x + threadIdx.x) / 32, lane = threadIdx.x % 32;
  const auto* v = reinterpret_cast<const uint2*>(vals) + static_cast<long long>(row) * (cols / 8);
  const uint8_t* m = meta + static_cast<long long>(row) * (cols / 8);
  float sum = 0.0f;
  for (int first = 0; first < cols; first += kChunk) {
    const int end = min(cols, first + kChunk);
    __syncthreads();  // the columns before are done with
    for (int c = first + threadIdx.x; c < end; c += blockDim.x) x_tile[c - first] = __half2float(x[c]);
    __syncthreads();
    if (row >= rows) continue;  // back to the barrier, not out of the kernel
    for (int b = first / 8 + lane; b < end / 8; b += 32) {
      const uint2 four = __ldcs(v + b);
      const unsigned byte = m[b];
      const float* columns = x_tile + 8 * b - first;
      __half2 low, high;
      memcpy(&low, &four.x, 4);
      memcpy(&high, &four.y, 4);
      sum += __half2float(low.x) * columns[byte & 3];
      sum += __half2float(low.y) * columns[byte >> 2 & 3];
      sum += __half2float(high.x) * columns[4 + (byte >> 4 & 3)];
      sum += __half2float(high.y) * columns[4 + (byte >> 6 & 3)];
    }
  }
  for (int offset = 16; offset > 0; offset /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, offset);
  if (row < rows && lane == 0) y[row] = sum;
}

extern "C" void s24_compress(const __half* w, __half* vals, uint8_t* meta, int rows, int cols) {
  const int bytes = rows * (cols / 8);
  if (bytes == 0) return;
  compress_kernel<<<(bytes + 255) / 256, 256>>>(w, vals, meta, bytes);
}

extern "C" void s24_gemv(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                         int cols) {
  if (rows == 0) return;
  gemv_kernel<<<(rows + 7) / 8, 256>>>(vals, meta, x, y, rows, cols);
}
