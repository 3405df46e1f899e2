// The convolution as a matrix product (64 output channels x 128 pixels per block), with what makes ex_14
// fast: 8 x 8 sums per thread, three stages filled by asynchronous copies, nothing but loads of 16 bytes and
// multiply-adds in the inner loop. Four such blocks fit on a multiprocessor: a larger tile needs fewer loads,
// but leaves too few blocks for these shapes.
//
// The matrix of pixels is never written down. The order of its rows is tap by tap and within a tap channel by
// channel, so one test per tap and pixel decides for all its channels: outside of the image the copies come
// from a zero.
#include <cuda_pipeline.h>
#include <cuda_runtime.h>

constexpr int kThreads = 128, kStages = 3;
constexpr int kBlockK = 64;           // output channels
constexpr int kQuads = 2;             // a thread computes 8 channels of 2 x 4 pixels
constexpr int kBlockP = 64 * kQuads;  // pixels
constexpr int kStep = 8;              // input channels of one tap
constexpr int kRowW = kBlockK + 4;

struct Conv {
  int C, H, W, K, R, S, stride, pad, Ho, Wo, pixels;
};

struct Stage {
  float w[kStep][kRowW];    // w[c][k]: turned on the way
  float x[kStep][kBlockP];  // x[c][pixel]
};

__device__ float zero = 0.0f;

// What one thread copies: one pixel of all 8 channels, and 4 weights.
class Copies {
 public:
  __device__ Copies(const float* x, const float* w, const Conv& d, int first_p, int first_k)
      : d_(d), plane_(d.H * d.W), taps_(d.R * d.S), c_(threadIdx.x % kStep) {
#pragma unroll
    for (int i = 0; i < kPixels; ++i) {
      const int p = min(first_p + static_cast<int>(threadIdx.x) + i * kThreads,
                        d.pixels - 1);  // those beyond are not stored
      const int n = p / (d.Wo * d.Ho);
      h_[i] = p / d.Wo % d.Ho * d.stride - d.pad;
      v_[i] = p % d.Wo * d.stride - d.pad;
      image_[i] = x + static_cast<long long>(n) * d.C * plane_ + h_[i] * d.W + v_[i];
    }
#pragma unroll
    for (int i = 0; i < kWeights; ++i)
      weight_[i] = w + (static_cast<long long>(min(first_k + w_k(i), d.K - 1)) * d.C + c_) * taps_;
  }

  // Starts the copies of the next 8 channels, and moves on to the next tap after the last of them.
  __device__ void start(Stage& stage) {
    if (c0_ + kStep <= d_.C)
      copy<false>(stage);
    else
      copy<true>(stage);
    c0_ += kStep;
    if (c0_ < d_.C) return;
    c0_ = 0;
    ++tap_;
    if (++s_ < d_.S) return;
    s_ = 0;
    ++r_;
  }

 private:
  static constexpr int kPixels = kBlockP / kThreads, kWeights = kStep * kBlockK / kThreads;

  __device__ int w_k(int i) const { return threadIdx.x / kStep + i * (kThreads / kStep); }

  template <bool kEnd>
  __device__ void copy(Stage& stage) {
#pragma unroll
    for (int i = 0; i < kPixels; ++i) {
      const int h = h_[i] + r_, v = v_[i] + s_;
      const bool inside = h >= 0 && h < d_.H && v >= 0 && v < d_.W;
      const float* from =
          inside ? image_[i] + (r_ * d_.W + s_) + static_cast<long long>(c0_) * plane_ : &zero;
      const int step = inside ? plane_ : 0;
#pragma unroll
      for (int c = 0; c < kStep; ++c) {
        float* to = &stage.x[c][threadIdx.x + i * kThreads];
        if (kEnd && c0_ + c >= d_.C)
          *to = 0.0f;
        else
          __pipeline_memcpy_async(to, from + static_cast<long long>(c) * step, 4);
      }
    }
#pragma unroll
    for (int i = 0; i < kWeights; ++i) {
      float* to = &stage.w[c_][w_k(i)];
      if (kEnd && c0_ + c_ >= d_.C)
        *to = 0.0f;
      else
        __pipeline_memcpy_async(to, weight_[i] + c0_ * taps_ + tap_, 4);
    }
  }

  const Conv& d_;
  int plane_, taps_, c_, h_[kPixels], v_[kPixels];
  const float *image_[kPixels], *weight_[kWeights];
  int c0_ = 0, tap_ = 0, r_ = 0, s_ = 0;
};

// What a thread multiplies for one channel.
struct Operands {
  float w[8];
  float4 x[kQuads];
  __device__ void load(const Stage& stage, int c, int k0, int p0) {
    *reinterpret_cast<float4*>(w) = *reinterpret_cast<const float4*>(&stage.w[c][k0]);
    *reinterpret_cast<float4*>(w + 4) = *reinterpret_cast<const float4*>(&stage.w[c][k0 + 32]);
#pragma unroll
    for (int q = 0; q < kQuads; ++q) x[q] = *reinterpret_cast<const float4*>(&stage.x[c][p0 + 16 * q]);
  }
};

__device__ void add_products(float4 (&sum)[8][kQuads], const Operands& with) {
#pragma unroll
  for (int i = 0; i < 8; ++i) {
#pragma unroll
    for (int q = 0; q < kQuads; ++q) {
      sum[i][q].x += with.w[i] * with.x[q].x;
      sum[i][q].y += with.w[i] * with.x[q].y;
      sum[i][q].z += with.w[i] * with.x[q].z;
      sum[i][q].w += with.w[i] * with.x[q].w;
    }
  }
}

__global__ void __launch_bounds__(kThreads, 4)
    conv2d_kernel(const float* __restrict__ x, const float* __restrict__ w, const float* __restrict__ bias,
                  float* __restrict__ y, const Conv d) {
  __shared__ __align__(16) Stage stages[kStages];
  const int first_p = blockIdx.x * kBlockP, first_k = blockIdx.y * kBlockK;
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  // 4 warps side by side, 8 x 4 lanes each; in this order every 16-byte load of a warp is served in one turn.
  const int k0 = (lane >> 1 & 7) * 4, p0 = warp * 16 * kQuads + ((lane & 1) | (lane >> 3 & 2)) * 4;

  Copies copies(x, w, d, first_p, first_k);
  float4 sum[8][kQuads] = {};
  Operands operands[2];
  const int steps = d.R * d.S * ((d.C + kStep - 1) / kStep);
#pragma unroll
  for (int s = 0; s < kStages - 1; ++s) {
    if (s < steps) copies.start(stages[s]);
    __pipeline_commit();  // also when empty: the count of groups stays that of steps
  }
  int now = 0, next = kStages - 1;
  for (int step = 0; step < steps; ++step) {
    __pipeline_wait_prior(kStages - 2);  // this thread's copies of `now` are there,
    __syncthreads();  // everybody's are, and nobody reads the stage that is filled next any more
    const Stage& stage = stages[now];
    // The operands of the first channel, before the copies are started: their instructions hide the latency.
    operands[0].load(stage, 0, k0, p0);
    if (step + kStages - 1 < steps) copies.start(stages[next]);
    __pipeline_commit();
#pragma unroll
    for (int c = 0; c < kStep; ++c) {
      if (c + 1 < kStep) operands[(c + 1) % 2].load(stage, c + 1, k0, p0);  // one channel ahead
      add_products(sum, operands[c % 2]);
    }
    now = now + 1 == kStages ? 0 : now + 1;
    next = next + 1 == kStages ? 0 : next + 1;
  }

  const int plane = d.Ho * d.Wo;
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int p = first_p + p0 + 16 * q;
#pragma unroll
    for (int i = 0; i < 8; ++i) {
      const int k = first_k + k0 + (i < 4 ? i : 28 + i);
      if (k >= d.K) break;
      const float4 v = {sum[i][q].x + bias[k], sum[i][q].y + bias[k], sum[i][q].z + bias[k],
                        sum[i][q].w + bias[k]};
      // Four pixels are neighbours in one image, and aligned, only if 4 divides its pixels.
      if (plane % 4 == 0) {
        if (p < d.pixels)
          *reinterpret_cast<float4*>(y + (static_cast<long long>(p / plane) * d.K + k) * plane + p % plane) =
              v;
        continue;
      }
      const float of_pixel[4] = {v.x, v.y, v.z, v.w};
#pragma unroll
      for (int e = 0; e < 4; ++e)
        if (p + e < d.pixels)
          y[(static_cast<long long>((p + e) / plane) * d.K + k) * plane + (p + e) % plane] = of_pixel[e];
    }
  }
}

extern "C" void conv2d(const float* x, const float* w, const float* bias, float* y, int N, int C, int H,
                       int W, int K, int R, int S, int stride, int pad) {
  const int Ho = (H + 2 * pad - R) / stride + 1, Wo = (W + 2 * pad - S) / stride + 1, pixels = N * Ho * Wo;
  if (pixels == 0) return;
  const dim3 grid((pixels + kBlockP - 1) / kBlockP, (K + kBlockK - 1) / kBlockK);
  conv2d_kernel<<<grid, kThreads>>>(x, w, bias, y, {C, H, W, K, R, S, stride, pad, Ho, Wo, pixels});
}
