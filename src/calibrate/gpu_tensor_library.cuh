// Tensor core rates by cuBLASLt: a square product of random matrices, the best of the library's own
// suggestions.
#pragma once
#include <cuda_runtime.h>

#include <algorithm>
#include <string>
#include <vector>

#include "calibrate/cublaslt.h"
#include "calibrate/gpu_device.cuh"
#include "calibrate/gpu_elements.cuh"
#include "calibrate/gpu_timing.cuh"

namespace prep_calibrate {

__global__ void fill_random(Element type, void* out, std::size_t n, std::uint32_t seed) {
  const std::size_t step = std::size_t{gridDim.x} * blockDim.x;
  for (std::size_t i = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x; i < n; i += step)
    put_random(type, out, i, seed);
}

// One warp recomputes one drawn element of D = A^T B: rows of A and B lie along k. Counts those that are off
// by more than `tolerance` of the sum of the terms' magnitudes.
__global__ void check_product(Element in, Element out, const void* a, const void* b, const void* d,
                              unsigned n, double tolerance, unsigned* wrong) {
  const std::size_t row = scrambled(2 * blockIdx.x) % n, column = scrambled(2 * blockIdx.x + 1) % n;
  double sum = 0, size = 0;
  for (std::size_t k = threadIdx.x; k < n; k += 32) {
    const double term = value_of(in, a, row * n + k) * value_of(in, b, column * n + k);
    sum += term;
    size += fabs(term);
  }
  for (int offset = 16; offset > 0; offset /= 2) {
    sum += __shfl_down_sync(0xffffffffu, sum, offset);
    size += __shfl_down_sync(0xffffffffu, size, offset);
  }
  if (threadIdx.x != 0) return;
  const double off = fabs(value_of(out, d, column * n + row) - sum);
  if (!(off <= tolerance * size)) atomicAdd(wrong, 1u);
}

struct ProductType {
  const char* figure;
  const char* words;
  Element in, out;
  int compute, in_type, out_type, scale_type;
  double tolerance;  // inputs rounded to tf32, outputs to bf16, partial sums of the fast fp8 mode
};

class LibraryProduct {
 public:
  LibraryProduct(const CublasLt& library, const Arena& arena, const ProductType& type)
      : lt_(library), type_(type) {
    side_ = kLargestSide;
    while (side_ > 1024 && room(side_) > arena.bytes()) side_ /= 2;
    const std::size_t matrix = static_cast<std::size_t>(side_) * side_ * 4;
    a_ = arena.memory;
    b_ = arena.memory + matrix;
    d_ = arena.memory + 2 * matrix;
    workspace_ = arena.memory + 3 * matrix;
    fill(a_, 1);
    fill(b_, 2);
    for (const int fast : {0, 1}) {
      if (fast == 0 || type_.in == Element::e4m3) suggest(fast);
    }
    keep_best();
  }
  ~LibraryProduct() {
    for (void* layout : layouts_) lt_.layout_destroy(layout);
    for (void* desc : descs_) lt_.desc_destroy(desc);
  }
  LibraryProduct(const LibraryProduct&) = delete;
  LibraryProduct& operator=(const LibraryProduct&) = delete;

  bool possible() const { return !ways_.empty(); }

  Figure measure() const {
    const Way& way = ways_.front();
    // Power limits bite only after a while: what is measured is the steady state.
    for (int i = 0; i < 20; ++i) launch(way);
    const Timing timing = time_launches([&](int) { launch(way); });
    const double operations = 2.0 * side_ * side_ * side_;
    return {
        operations / timing.median / 1e6, timing.spread, timing.samples,
        lt_.version() + ", " + std::to_string(side_) + " cubed" + (way.fast ? ", fast accumulation" : "")};
  }

 private:
  struct Way {
    void* desc;
    lt::Heuristic found;
    bool fast;
  };
  static constexpr unsigned kLargestSide = 8192;
  static constexpr std::size_t kWorkspace = std::size_t{32} << 20;

  static std::size_t room(unsigned side) { return std::size_t{side} * side * 4 * 3 + kWorkspace; }

  void fill(void* matrix, std::uint32_t seed) const {
    fill_random<<<2048, 256>>>(type_.in, matrix, static_cast<std::size_t>(side_) * side_, seed);
    launched("fill a matrix");
  }

  void* layout(int type) {
    void* made = nullptr;
    if (lt_.layout_create(&made, type, side_, side_, side_) != lt::kSuccess) return nullptr;
    layouts_.push_back(made);
    return made;
  }

  void suggest(int fast) {
    void* desc = nullptr;
    if (lt_.desc_create(&desc, type_.compute, type_.scale_type) != lt::kSuccess) return;
    descs_.push_back(desc);
    const std::int32_t transposed = lt::kTransposed;
    const std::int8_t fast_byte = static_cast<std::int8_t>(fast);
    if (lt_.desc_set(desc, lt::desc_transa, &transposed, sizeof transposed) != lt::kSuccess) return;
    if (fast != 0 && lt_.desc_set(desc, lt::desc_fast_accum, &fast_byte, sizeof fast_byte) != lt::kSuccess)
      return;
    if (in_ == nullptr) in_ = layout(type_.in_type);
    if (out_ == nullptr) out_ = layout(type_.out_type);
    void* preference = nullptr;
    if (in_ == nullptr || out_ == nullptr || lt_.preference_create(&preference) != lt::kSuccess) return;
    const std::size_t workspace = kWorkspace;
    lt_.preference_set(preference, lt::preference_workspace, &workspace, sizeof workspace);
    lt::Heuristic found[kSuggestions] = {};
    int count = 0;
    if (lt_.heuristic(lt_.handle, desc, in_, in_, out_, out_, preference, kSuggestions, found, &count) !=
        lt::kSuccess)
      count = 0;
    lt_.preference_destroy(preference);
    for (int i = 0; i < count; ++i) {
      if (found[i].state == lt::kSuccess) ways_.push_back({desc, found[i], fast != 0});
    }
  }

  int launch(const Way& way) const {
    const float one = 1, zero = 0;
    const std::int32_t int_one = 1, int_zero = 0;
    const bool integers = type_.scale_type == CUDA_R_32I;
    const void* alpha = integers ? static_cast<const void*>(&int_one) : &one;
    const void* beta = integers ? static_cast<const void*>(&int_zero) : &zero;
    return lt_.matmul(lt_.handle, way.desc, alpha, a_, in_, b_, in_, beta, d_, out_, d_, out_,
                      &way.found.algo, workspace_, kWorkspace, nullptr);
  }

  bool right(const Way& way) const {
    must(cudaMemset(d_, 0xff,
                    static_cast<std::size_t>(side_) * side_ * static_cast<std::size_t>(size_of(type_.out))),
         "fill a matrix");
    if (launch(way) != lt::kSuccess) return false;
    unsigned* wrong = reinterpret_cast<unsigned*>(workspace_);
    must(cudaMemset(wrong, 0, sizeof *wrong), "fill memory");
    check_product<<<64, 32>>>(type_.in, type_.out, a_, b_, d_, side_, type_.tolerance, wrong);
    launched("check a product");
    unsigned count = 0;
    must(cudaMemcpy(&count, wrong, sizeof count, cudaMemcpyDeviceToHost), "copy a result back");
    return count == 0;
  }

  void keep_best() {
    std::vector<Way> working;
    double best_us = 0;
    for (const Way& way : ways_) {
      if (!right(way)) continue;
      const double us = quick_us([&](int) { launch(way); });
      if (working.empty() || us < best_us) {
        working = {way};
        best_us = us;
      }
    }
    ways_ = working;
  }

  static constexpr int kSuggestions = 8;
  const CublasLt& lt_;
  ProductType type_;
  unsigned side_ = 0;
  unsigned char *a_ = nullptr, *b_ = nullptr, *d_ = nullptr, *workspace_ = nullptr;
  void *in_ = nullptr, *out_ = nullptr;
  std::vector<void*> layouts_, descs_;
  std::vector<Way> ways_;
};

}  // namespace prep_calibrate
