// Bandwidth of the device memory: several shapes of each kernel and the driver's own copy and fill are tried,
// the best is measured. Bytes counted are those read plus those written. Each sample is as cold as a graded
// kernel's: twice the L2 is written before it, and the lines that this leaves are written back in its time.
#pragma once
#include <cuda_runtime.h>

#include <functional>
#include <string>
#include <vector>

#include "calibrate/gpu_device.cuh"
#include "calibrate/gpu_stream.cuh"
#include "calibrate/gpu_timing.cuh"
#include "calibrate/say.h"

namespace prep_calibrate {

class Bandwidth {
 public:
  Bandwidth(const Device& device, const Arena& arena)
      : arena_(arena), persistent_(device.multiprocessors), words_(arena.buffer_bytes / 4) {
    must(cudaMalloc(reinterpret_cast<void**>(&partial_), kMostBlocks * sizeof(std::uint32_t)),
         "hand out memory");
    cold_bytes_ = 2 * (device.l2_bytes > 0 ? device.l2_bytes : std::size_t{64} << 20);
    must(cudaMalloc(&cold_, cold_bytes_), "hand out memory");
    for (std::size_t i = 0; i < kBuffers; ++i) fill(i);
    add_shapes<256, 4>();
    add_shapes<256, 8>();
    add_shapes<512, 4>();
    add_shapes<512, 8>();
    add_shapes<1024, 4>();
    write_.push_back({"cudaMemsetAsync", [this](int i) {
                        must(cudaMemsetAsync(at(i), kWritten & 0xff, arena_.buffer_bytes), "fill memory");
                      }});
    copy_.push_back(
        {"cudaMemcpyAsync", [this](int i) {
           must(cudaMemcpyAsync(at(2 * i + 1), at(2 * i), arena_.buffer_bytes, cudaMemcpyDeviceToDevice),
                "copy memory");
         }});
    for (std::vector<Way>* ways : {&read_, &write_, &copy_, &triad_}) keep_best(*ways);
    check();
  }

  void measure() const {
    say_rate("read_gbs", read_, 1);
    say_rate("write_gbs", write_, 1);
    say_rate("copy_gbs", copy_, 2);
    say_rate("triad_gbs", triad_, 3);
  }

 private:
  struct Way {
    std::string how;
    std::function<void(int)> launch;
  };
  static constexpr std::size_t kMostBlocks = std::size_t{1} << 17;
  static constexpr std::uint32_t kWritten = 0x5a5a5a5au;  // four times the same byte, for cudaMemset

  Words* at(int i) const { return reinterpret_cast<Words*>(arena_.buffer(static_cast<std::size_t>(i))); }

  template <int Threads, int Unroll>
  void add_shapes() {
    add_shapes<Threads, Unroll, Reuse::kept>();
    add_shapes<Threads, Unroll, Reuse::passing>();
  }
  template <int Threads, int Unroll, Reuse reuse>
  void add_shapes() {
    const std::size_t tiles = arena_.buffer_bytes / sizeof(Words) / (Threads * Unroll);
    std::string how = std::to_string(Threads) + " threads, " + std::to_string(Unroll) + " x 16 bytes each";
    if (reuse == Reuse::passing) how += ", streaming hints";
    add_grid<Threads, Unroll, reuse>(tiles, static_cast<unsigned>(tiles), how + ", a tile a block");
    const unsigned resident = static_cast<unsigned>(persistent_ * (2048 / Threads));
    add_grid<Threads, Unroll, reuse>(tiles, resident, how + ", persistent blocks");
  }
  template <int Threads, int Unroll, Reuse reuse>
  void add_grid(std::size_t tiles, unsigned blocks, const std::string& how) {
    read_.push_back({how, [=](int i) {
                       read_kernel<Threads, Unroll, reuse><<<blocks, Threads>>>(at(i), tiles, partial_);
                     }});
    write_.push_back({how, [=](int i) {
                        write_kernel<Threads, Unroll, reuse><<<blocks, Threads>>>(at(i), tiles, kWritten);
                      }});
    copy_.push_back({how, [=](int i) {
                       copy_kernel<Threads, Unroll, reuse>
                           <<<blocks, Threads>>>(at(2 * i), at(2 * i + 1), tiles);
                     }});
    triad_.push_back({how, [=](int i) {
                        triad_kernel<Threads, Unroll, reuse>
                            <<<blocks, Threads>>>(at(3 * i), at(3 * i + 1), at(3 * i + 2), tiles, 3u);
                      }});
  }

  void keep_best(std::vector<Way>& ways) const {
    std::size_t best = 0;
    double best_us = 0;
    for (std::size_t i = 0; i < ways.size(); ++i) {
      const double us = quick_us(ways[i].launch, [this] { chill(); });
      if (i == 0 || us < best_us) {
        best = i;
        best_us = us;
      }
    }
    ways = {ways[best]};
  }

  void say_rate(const char* name, const std::vector<Way>& ways, int transfers) const {
    const Timing timing = time_launches(ways.front().launch, [this] { chill(); });
    const double bytes = static_cast<double>(transfers) * static_cast<double>(arena_.buffer_bytes);
    say(name, {bytes / timing.median / 1e3, timing.spread, timing.samples, ways.front().how});
  }

  void chill() const { must(cudaMemsetAsync(cold_, 0x11, cold_bytes_), "write over the caches"); }

  void fill(std::size_t i) const {
    fill_words<<<4096, 256>>>(reinterpret_cast<std::uint32_t*>(arena_.buffer(i)), words_);
    launched("fill its memory");
  }

  // Of a whole buffer, by a fixed read kernel or the chosen one.
  std::uint32_t sum(const std::function<void(int)>& reading, int i) const {
    must(cudaMemset(partial_, 0, kMostBlocks * sizeof(std::uint32_t)), "fill memory");
    reading(i);
    launched("read its memory");
    std::vector<std::uint32_t> parts(kMostBlocks);
    must(cudaMemcpy(parts.data(), partial_, parts.size() * sizeof parts[0], cudaMemcpyDeviceToHost),
         "copy a result back");
    std::uint32_t total = 0;
    for (const std::uint32_t part : parts) total += part;
    return total;
  }

  void check() const {
    const std::uint32_t expected = sum_of_words(words_);
    const auto& reading = read_.front().launch;
    for (std::size_t i = 0; i < kBuffers; ++i) fill(i);
    must_hold(sum(reading, 0) == expected, "the read bandwidth");
    must(cudaMemset(at(1), 0, arena_.buffer_bytes), "fill memory");
    copy_.front().launch(0);
    must_hold(sum(reading, 1) == expected, "the copy bandwidth");
    triad_.front().launch(0);
    must_hold(sum(reading, 2) == 4 * expected, "the triad bandwidth");
    write_.front().launch(3);
    must_hold(sum(reading, 3) == static_cast<std::uint32_t>(words_) * kWritten, "the write bandwidth");
    for (std::size_t i = 0; i < kBuffers; ++i) fill(i);
    finished("fill its memory");
  }

  const Arena& arena_;
  int persistent_;
  std::size_t words_;
  std::uint32_t* partial_ = nullptr;
  void* cold_ = nullptr;
  std::size_t cold_bytes_ = 0;
  std::vector<Way> read_, write_, copy_, triad_;
};

}  // namespace prep_calibrate
