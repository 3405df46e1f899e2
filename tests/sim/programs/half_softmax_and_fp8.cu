// expect: ok stdout="softmax ok\nquantized ok\nint8 gemm ok\nhalf atomics 528 1056 bf16 32\nmixed 3 5.5 1 2\n"
// Softmax of a row per warp in half2, quantising to fp8 and back, an int8 product with __dp4a, atomics on short floats,
// short floats in templates.
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp8.h>

#include <cmath>
#include <cstdint>
#include <cstdio>

__global__ void softmax(const half2* in, half2* out) {
  const int lane = threadIdx.x;
  half2 v = in[blockIdx.x * 32 + lane], top = v;
  for (int step = 16; step > 0; step >>= 1) top = __hmax2(top, __shfl_xor_sync(0xffffffff, top, step));
  const half largest = __hmax(__low2half(top), __high2half(top));
  v = h2exp(__hsub2(v, __half2half2(largest)));
  half2 sum = v;
  for (int step = 16; step > 0; step >>= 1) sum = __hadd2(sum, __shfl_down_sync(0xffffffff, sum, step));
  sum = __shfl_sync(0xffffffff, sum, 0);
  out[blockIdx.x * 32 + lane] = v / __half2half2(sum.x + sum.y);
}

__global__ void quantize(const float4* in, __nv_fp8x4_e4m3* out, float scale) {
  const float4 v = in[threadIdx.x];
  out[threadIdx.x] = __nv_fp8x4_e4m3(make_float4(v.x * scale, v.y * scale, v.z * scale, v.w * scale));
}
__global__ void dequantize(const __nv_fp8_e4m3* in, float* out, float scale) {
  out[threadIdx.x] = static_cast<float>(in[threadIdx.x]) / scale;
}

__global__ void int8_product(const int8_t* a, const int8_t* b, int* c, int k) {  // b is transposed
  const int row = threadIdx.y, column = threadIdx.x;
  const int* pa = reinterpret_cast<const int*>(a + row * k);
  const char4* pb = reinterpret_cast<const char4*>(b + column * k);
  int sum = 0;
  for (int i = 0; i < k / 4; ++i) {
    const char4 q = pb[i];
    sum = __dp4a(pa[i], *reinterpret_cast<const int*>(&q), sum);
  }
  c[row * blockDim.x + column] = sum;
}

__global__ void atomics(half* h, half2* h2, __nv_bfloat16* b) {
  atomicAdd(h, __int2half_rn(threadIdx.x + 1));
  atomicAdd(h2, __floats2half2_rn(1.0f, threadIdx.x + 1.0f));
  atomicAdd(b, __float2bfloat16(1.0f));
}

template <class T>
__device__ float twice(T x) {
  T y = x + x;
  y *= T(0.5f);
  y += x;
  return static_cast<float>(y);
}
__global__ void mixed(float* out) {
  out[0] = twice<half>(1.5f);
  out[1] = twice(__nv_bfloat16(2.75));
  const half a = 1.0, b = 2.0f;
  const half2 v{a, b};
  out[2] = v.x < v.y ? 1.0f : 0.0f;
  out[3] = float(__hfma(a, b, half(0)));
}

int main() {
  half2 *in, *out;
  cudaMallocManaged(&in, 64 * sizeof(half2)), cudaMallocManaged(&out, 64 * sizeof(half2));
  for (int i = 0; i < 64; ++i) in[i] = __floats2half2_rn(i % 7 - 3.0f, i % 5 * 0.5f);
  softmax<<<2, 32>>>(in, out);
  cudaDeviceSynchronize();
  bool right = true;
  for (int row = 0; row < 2; ++row) {
    double sum = 0;
    for (int i = 0; i < 32; ++i) sum += exp(__low2float(in[row * 32 + i])) + exp(__high2float(in[row * 32 + i]));
    for (int i = 0; i < 32; ++i)
      right = right && fabs(__low2float(out[row * 32 + i]) - exp(__low2float(in[row * 32 + i])) / sum) < 1e-3;
  }
  std::printf("softmax %s\n", right ? "ok" : "WRONG");

  float *values, *back;
  __nv_fp8x4_e4m3* codes;
  cudaMallocManaged(&values, 128 * 4), cudaMallocManaged(&back, 128 * 4), cudaMallocManaged(&codes, 128);
  for (int i = 0; i < 128; ++i) values[i] = (i - 64) * 0.37f;
  quantize<<<1, 32>>>(reinterpret_cast<float4*>(values), codes, 16.0f);
  dequantize<<<1, 128>>>(reinterpret_cast<__nv_fp8_e4m3*>(codes), back, 16.0f);
  cudaDeviceSynchronize();
  right = true;
  for (int i = 0; i < 128; ++i) right = right && fabsf(back[i] - values[i]) <= fabsf(values[i]) / 16 + 1e-4f;
  std::printf("quantized %s\n", right ? "ok" : "WRONG");

  int8_t *a, *b;
  int* c;
  cudaMallocManaged(&a, 8 * 64), cudaMallocManaged(&b, 8 * 64), cudaMallocManaged(&c, 64 * 4);
  for (int i = 0; i < 512; ++i) a[i] = i * 31 % 255 - 127, b[i] = i * 17 % 251 - 125;
  int8_product<<<1, dim3(8, 8)>>>(a, b, c, 64);
  cudaDeviceSynchronize();
  right = true;
  for (int i = 0; i < 64; ++i) {
    int want = 0;
    for (int k = 0; k < 64; ++k) want += a[i / 8 * 64 + k] * b[i % 8 * 64 + k];
    right = right && c[i] == want;
  }
  std::printf("int8 gemm %s\n", right ? "ok" : "WRONG");

  half* h;
  half2* h2;
  __nv_bfloat16* bf;
  cudaMalloc(&h, 4), cudaMalloc(&h2, 4), cudaMalloc(&bf, 4);
  cudaMemset(h, 0, 4), cudaMemset(h2, 0, 4), cudaMemset(bf, 0, 4);
  atomics<<<1, 32>>>(h, h2, bf);
  atomics<<<1, 32>>>(&h2->y, h2, bf + 1);
  half h_host;
  half2 h2_host;
  __nv_bfloat16 bf_host;
  cudaMemcpy(&h_host, h, 2, cudaMemcpyDeviceToHost);
  cudaMemcpy(&h2_host, h2, 4, cudaMemcpyDeviceToHost);
  cudaMemcpy(&bf_host, bf, 2, cudaMemcpyDeviceToHost);
  std::printf("half atomics %g %g bf16 %g\n", __half2float(h_host), __high2float(h2_host) - 528, __bfloat162float(bf_host));

  float *m, mixed_host[4];
  cudaMalloc(&m, sizeof mixed_host);
  mixed<<<1, 1>>>(m);
  cudaMemcpy(mixed_host, m, sizeof mixed_host, cudaMemcpyDeviceToHost);
  std::printf("mixed %g %g %g %g\n", mixed_host[0], mixed_host[1], mixed_host[2], mixed_host[3]);
}
