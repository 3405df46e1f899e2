// Bandwidth of the main memory: read, copy, triad over three arrays in turn. Bytes counted are those that the
// program reads and writes; a plain store also reads the line first, so stores past the caches are tried as
// well.
#pragma once
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#ifdef __SSE__
#include <xmmintrin.h>
#endif

#include "calibrate/cpu_team.h"
#include "calibrate/cpu_rate.h"
#include "calibrate/say.h"

namespace prep_calibrate {

constexpr float kFirstValue = 1, kSecondValue = 2, kScale = 3,
                kTriadValue = kFirstValue + kScale * kSecondValue;

using Vector = float __attribute__((vector_size(64)));
constexpr std::size_t kLanes = sizeof(Vector) / sizeof(float);

// Without the caches where the CPU has such stores.
inline void store_past(Vector* at, Vector value) {
#ifdef __SSE__
  float* to = reinterpret_cast<float*>(at);
  const float* from = reinterpret_cast<const float*>(&value);
  for (std::size_t i = 0; i < kLanes; i += 4) _mm_stream_ps(to + i, _mm_load_ps(from + i));
#else
  *at = value;
#endif
}

enum class Store { plain, past };

template <Store store>
void put(Vector* at, Vector value) {
  if (store == Store::past) {
    store_past(at, value);
  } else {
    *at = value;
  }
}

inline double read_pass(const Vector* in, std::size_t n) {
  Vector sum[4] = {};
  for (std::size_t i = 0; i + 4 <= n; i += 4) {
    for (std::size_t u = 0; u < 4; ++u) sum[u] += in[i + u];
  }
  double total = 0;
  for (const Vector& one : sum) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) total += static_cast<double>(one[lane]);
  }
  return total;
}
template <Store store>
__attribute__((noinline)) void copy_pass(const Vector* in, Vector* out, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    put<store>(out + i, in[i]);
    // Else the compiler calls memcpy, which chooses its stores by itself.
    asm volatile("" ::: "memory");
  }
}
template <Store store>
__attribute__((noinline)) void triad_pass(const Vector* b, const Vector* c, Vector* a, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) put<store>(a + i, b[i] + kScale * c[i]);
}

// One core's part of the three arrays, touched first by that core. A pass takes a chunk of each, the next
// pass the next chunk: what it finds in the caches was not there a round ago.
class Slice {
 public:
  explicit Slice(std::size_t array_bytes)
      : chunks_(std::max<std::size_t>(array_bytes / (kChunk * sizeof(Vector)), 1)),
        bytes_(3 * chunks_ * kChunk * sizeof(Vector)) {
    void* got = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (got == MAP_FAILED)
      give_up(
          "too little memory is free to measure its bandwidth; end some programs, then: prep calibrate "
          "--cpu");
    madvise(got, bytes_, MADV_HUGEPAGE);
    memory_ = static_cast<Vector*>(got);
  }
  ~Slice() { munmap(memory_, bytes_); }
  Slice(const Slice&) = delete;
  Slice& operator=(const Slice&) = delete;

  static constexpr std::size_t kChunk = (std::size_t{8} << 20) / sizeof(Vector);
  Vector* chunk(int array, int pass) const {
    return memory_ +
           (static_cast<std::size_t>(array) * chunks_ + static_cast<std::size_t>(pass) % chunks_) * kChunk;
  }
  int chunks() const { return static_cast<int>(chunks_); }
  void fill(int array, float value) const {
    for (std::size_t k = 0; k < chunks_ * kChunk; ++k) chunk(array, 0)[k] = Vector{} + value;
  }

 private:
  std::size_t chunks_, bytes_;
  Vector* memory_ = nullptr;
};

// Three arrays: four times the last-level cache where that is 192 to 768 MiB, and a quarter of the memory at
// most.
inline std::size_t array_bytes(std::size_t cache_bytes) {
  constexpr std::size_t kMiB = std::size_t{1} << 20;
  const std::size_t memory =
      static_cast<std::size_t>(sysconf(_SC_AVPHYS_PAGES)) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t wanted = std::clamp(4 * cache_bytes, 192 * kMiB, 768 * kMiB);
  return std::max(std::min(wanted, memory / 4), 24 * kMiB) / 3;
}

class Stream {
 public:
  Stream(const std::vector<int>& cores, std::size_t array_bytes, double budget_s)
      : cores_(cores), budget_s_(budget_s), slices_(cores.size()) {
    for (auto& slice : slices_) slice = std::make_unique<Slice>(array_bytes / cores.size());
    amount_ = static_cast<double>(Slice::kChunk * sizeof(Vector) * cores.size()) / 1e9;
  }

  // prefix: "core_" or "all_".
  void measure(const std::string& prefix) {
    fill();
    measure_read(prefix + "read_gbs");
    measure_copy(prefix + "copy_gbs");
    measure_triad(prefix + "triad_gbs");
  }

 private:
  void fill() {
    for (const int array : {0, 1, 2}) fill(array, array == 0 ? kFirstValue : kSecondValue);
  }
  void fill(int array, float value) {
    std::vector<std::thread> threads;
    for (std::size_t place = 0; place < cores_.size(); ++place) {
      threads.emplace_back([=] {
        pin_to(cores_[place]);
        slices_[place]->fill(array, value);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  // The chunks of all three arrays in turn.
  void measure_read(const std::string& name) {
    std::atomic<bool> right{true};
    const auto seconds = timed_passes(cores_, budget_s_, [&](std::size_t place, int pass) {
      const Slice& slice = *slices_[place];
      const int array = pass / slice.chunks() % 3;
      const double expected = static_cast<double>(array == 0 ? kFirstValue : kSecondValue) *
                              static_cast<double>(Slice::kChunk * kLanes);
      if (read_pass(slice.chunk(array, pass), Slice::kChunk) != expected) right = false;
    });
    must_be(right, name);
    say_rate(name.c_str(), amount_, seconds, "loads");
  }

  void measure_copy(const std::string& name) {
    const auto passes = [&](auto copy) {
      return timed_passes(cores_, budget_s_ / 2, [&](std::size_t place, int pass) {
        copy(slices_[place]->chunk(0, pass), slices_[place]->chunk(2, pass), Slice::kChunk);
      });
    };
    const auto plain = passes(copy_pass<Store::plain>);
    check(name, kFirstValue);
    fill(2, 0);
    const auto past = passes(copy_pass<Store::past>);
    check(name, kFirstValue);
    say_better(name, 2 * amount_, plain, past);
  }

  void measure_triad(const std::string& name) {
    const auto passes = [&](auto triad) {
      return timed_passes(cores_, budget_s_ / 2, [&](std::size_t place, int pass) {
        triad(slices_[place]->chunk(0, pass), slices_[place]->chunk(1, pass), slices_[place]->chunk(2, pass),
              Slice::kChunk);
      });
    };
    const auto plain = passes(triad_pass<Store::plain>);
    check(name, kTriadValue);
    fill(2, 0);
    const auto past = passes(triad_pass<Store::past>);
    check(name, kTriadValue);
    say_better(name, 3 * amount_, plain, past);
  }

  // Pass 1 was surely made.
  void check(const std::string& name, float expected) const {
    for (const auto& slice : slices_) {
      for (std::size_t i = 0; i < Slice::kChunk; i += 1023)
        must_be(slice->chunk(2, 1)[i][i % kLanes] == expected, name);
    }
  }

  static void say_better(const std::string& name, double amount, const std::vector<double>& plain,
                         const std::vector<double>& past) {
    const bool past_wins = undisturbed(past) < undisturbed(plain);
    say_rate(name.c_str(), amount, past_wins ? past : plain,
             past_wins ? "stores past the caches" : "plain stores");
  }

  static void must_be(bool right, const std::string& name) {
    if (!right)
      give_up("the CPU computed a wrong result while measuring " + name +
              "; test the memory of this machine");
  }

  std::vector<int> cores_;
  double budget_s_;
  std::vector<std::unique_ptr<Slice>> slices_;
  double amount_ = 0;  // of one array, all cores, in a pass: 1e9 bytes
};

}  // namespace prep_calibrate
