// The engine without a front end: kernels written as plain functions, run by execute().
#include <prep/sim/abi.h>
#include <prep/sim/index.h>

#include <atomic>
#include <cstring>
#include <set>
#include <vector>

#include "catch.h"
#include "sim/engine/launch.h"

namespace {

using prep::sim::execute;
using prep::sim::LaunchRequest;
using prep::sim::set_schedule;
using prep::sim::validate;

// Runs `kernel(data)` once per CUDA thread.
template <class T>
cudaError_t run(dim3 grid, dim3 block, void (*kernel)(T*), T* data, std::size_t shared_bytes = 0) {
  struct Frame {
    void (*kernel)(T*);
    T* data;
  } frame{kernel, data};
  LaunchRequest request;
  request.grid = grid;
  request.block = block;
  request.shared_bytes = shared_bytes;
  request.body = [](void* p) { static_cast<Frame*>(p)->kernel(static_cast<Frame*>(p)->data); };
  request.frame = &frame;
  request.frame_bytes = sizeof frame;
  request.kernel = "kernel";
  request.file = __FILE__;
  request.line = __LINE__;
  return execute(request);
}

struct ForEachSchedule {
  ForEachSchedule() { set_schedule(GENERATE(0, 1, 2, 3)); }
  ~ForEachSchedule() { set_schedule(0); }
};

unsigned linear() { return threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z); }

}  // namespace

TEST_CASE("every thread of every block runs once, in each schedule") {
  const ForEachSchedule each;
  std::vector<std::atomic<int>> count(7 * 3 * 70);
  REQUIRE(run<std::atomic<int>>(
              {7, 3}, {7, 5, 2}, [](auto* n) { n[(blockIdx.x + 7 * blockIdx.y) * 70 + linear()]++; },
              count.data()) == cudaSuccess);
  for (const auto& n : count) REQUIRE(n == 1);
}

TEST_CASE("a block of 1024 threads meets at barriers, and the order of execution shows only between them") {
  const ForEachSchedule each;
  std::vector<int> out(1024);
  REQUIRE(run<int>(
              {1}, {1024},
              [](int* d) {
                int* s = reinterpret_cast<int*>(prep_dynamic_shared);
                const int t = static_cast<int>(threadIdx.x);
                s[t] = t;
                for (int round = 0; round < 5; ++round) {
                  prep_barrier(__FILE__, 1);
                  const int next = s[(t + 1) % 1024];
                  prep_barrier(__FILE__, 2);
                  s[t] = next;
                }
                d[t] = s[t];
              },
              out.data(), 4096) == cudaSuccess);
  for (int t = 0; t < 1024; ++t) REQUIRE(out[static_cast<std::size_t>(t)] == (t + 5) % 1024);
}

TEST_CASE("the reducing barriers count, and, or over the whole block") {
  const ForEachSchedule each;
  int out[96 * 3];
  REQUIRE(run<int>(
              {1}, {96},
              [](int* d) {
                const int t = static_cast<int>(threadIdx.x);
                d[t * 3] = prep_barrier_reduce(prep_barrier_count, t % 3 == 0, __FILE__, 1);
                d[t * 3 + 1] = prep_barrier_reduce(prep_barrier_and, t >= 0, __FILE__, 2);
                d[t * 3 + 2] = prep_barrier_reduce(prep_barrier_or, t == 95, __FILE__, 3);
              },
              out) == cudaSuccess);
  for (int t = 0; t < 96; ++t) {
    REQUIRE(out[t * 3] == 32);
    REQUIRE(out[t * 3 + 1] == 1);
    REQUIRE(out[t * 3 + 2] == 1);
  }
}

TEST_CASE("several masks of one warp meet at once, and a partly filled warp counts its own lanes") {
  const ForEachSchedule each;
  unsigned out[40 * 2];
  REQUIRE(run<unsigned>(
              {1}, {40},
              [](unsigned* d) {
                const unsigned lane = threadIdx.x % 32, group = lane / 8;
                const unsigned mask = 0xffu << (group * 8);
                d[threadIdx.x * 2] = prep_warp_reduce(prep_reduce_add, mask, lane, __FILE__, 1);
                d[threadIdx.x * 2 + 1] = prep_ballot(~0u, lane % 2 == 0, __FILE__, 2);
              },
              out) == cudaSuccess);
  REQUIRE(out[0] == 0 + 1 + 2 + 3 + 4 + 5 + 6 + 7);
  REQUIRE(out[31 * 2] == 24 + 25 + 26 + 27 + 28 + 29 + 30 + 31);
  REQUIRE(out[1] == 0x55555555u);
  REQUIRE(out[39 * 2 + 1] == 0x55u);
}

TEST_CASE("returned lanes do not hold up a rendezvous, and __activemask sees who is left") {
  const ForEachSchedule each;
  unsigned out[32] = {};
  REQUIRE(run<unsigned>(
              {1}, {32},
              [](unsigned* d) {
                if (threadIdx.x >= 20) return;
                prep_syncwarp(~0u, __FILE__, 1);
                d[threadIdx.x] = threadIdx.x < 4 ? prep_activemask() : 0;
              },
              out) == cudaSuccess);
  REQUIRE(out[0] == 0xfu);
  REQUIRE(out[3] == 0xfu);
}

TEST_CASE(
    "shared variables lie at one place for the whole block, apart from each other, and start as poison") {
  const ForEachSchedule each;
  struct Seen {
    std::atomic<int> poisoned{0}, wrong{0};
  } seen;
  REQUIRE(run<Seen>(
              {50}, {64},
              [](Seen* s) {
                static prep_shared_slot a{"a", __FILE__, __LINE__, 256, 4, 0};
                static prep_shared_slot b{"b", __FILE__, __LINE__, 64, 16, 0};
                auto* x = static_cast<unsigned*>(prep_shared(&a));
                auto* y = static_cast<unsigned char*>(prep_shared(&b));
                if (x[threadIdx.x] == ~0u && y[threadIdx.x] == 0xff) s->poisoned++;
                prep_barrier(__FILE__, 1);
                x[threadIdx.x] = blockIdx.x;
                y[threadIdx.x] = static_cast<unsigned char>(threadIdx.x);
                prep_barrier(__FILE__, 2);
                if (x[63 - threadIdx.x] != blockIdx.x || y[63 - threadIdx.x] != 63 - threadIdx.x) s->wrong++;
              },
              &seen) == cudaSuccess);
  REQUIRE(seen.poisoned == 50 * 64);
  REQUIRE(seen.wrong == 0);
}

TEST_CASE("a spinning thread lets the one it waits for run") {
  const ForEachSchedule each;
  int turn = 0;
  REQUIRE(run<int>(
              {1}, {96},
              [](int* t) {
                while (__atomic_load_n(t, __ATOMIC_ACQUIRE) != static_cast<int>(threadIdx.x)) prep_yield();
                __atomic_fetch_add(t, 1, __ATOMIC_RELEASE);
              },
              &turn) == cudaSuccess);
  REQUIRE(turn == 96);
}

TEST_CASE("blocks may wait for blocks with lower numbers in the forward schedule") {
  set_schedule(0);
  int turn = 0;
  REQUIRE(run<int>(
              {200}, {1},
              [](int* t) {
                while (__atomic_load_n(t, __ATOMIC_ACQUIRE) != static_cast<int>(blockIdx.x)) prep_yield();
                __atomic_fetch_add(t, 1, __ATOMIC_RELEASE);
              },
              &turn) == cudaSuccess);
  REQUIRE(turn == 200);
}

TEST_CASE("a trap drops the grid, gives the error, and the next launch works") {
  int out = 0;
  REQUIRE(run<int>(
              {10}, {64},
              [](int*) {
                if (threadIdx.x == 40) prep_trap(cudaErrorAssert);
                prep_barrier(__FILE__, 1);
              },
              &out) == cudaErrorAssert);
  REQUIRE(run<int>(
              {1}, {64},
              [](int* d) {
                if (prep_barrier_reduce(prep_barrier_count, 1, __FILE__, 1) == 64) *d = 1;
              },
              &out) == cudaSuccess);
  REQUIRE(out == 1);
}

TEST_CASE("a shuffle of blocks is a permutation that differs between schedules") {
  const auto order_of = [](int schedule) {
    set_schedule(schedule);
    struct Order {
      std::atomic<int> next{0};
      int at[300] = {};
    } order;
    REQUIRE(run<Order>(
                {300}, {1}, [](Order* o) { o->at[o->next++] = static_cast<int>(blockIdx.x); }, &order) ==
            cudaSuccess);
    set_schedule(0);
    return std::vector<int>(order.at, order.at + 300);
  };
  const auto forward = order_of(0), reverse = order_of(1), shuffled = order_of(2), other = order_of(3);
  REQUIRE(forward.front() == 0);
  REQUIRE(reverse.front() == 299);
  REQUIRE(shuffled != other);
  REQUIRE(std::set<int>(shuffled.begin(), shuffled.end()).size() == 300);
}

TEST_CASE("validate() refuses what CUDA refuses") {
  LaunchRequest request;
  request.grid = {1};
  request.block = {32, 32};
  REQUIRE(validate(request) == cudaSuccess);
  request.block = {1025};
  REQUIRE(validate(request) == cudaErrorInvalidValue);
  request.block = {1, 1, 65};
  REQUIRE(validate(request) == cudaErrorInvalidValue);
  request.block = {0};
  REQUIRE(validate(request) == cudaErrorInvalidConfiguration);
  request.block = {32};
  request.grid = {1, 65536};
  REQUIRE(validate(request) == cudaErrorInvalidConfiguration);
  request.grid = {0x7fffffff};
  REQUIRE(validate(request) == cudaSuccess);
  request.shared_bytes = 49153;
  REQUIRE(validate(request) == cudaErrorInvalidValue);
  request.shared_limit = 227 << 10;
  REQUIRE(validate(request) == cudaSuccess);
  request.shared_bytes = (227 << 10) + 1;
  REQUIRE(validate(request) == cudaErrorInvalidValue);
}

TEST_CASE("many large blocks need no more memory than those in flight") {
  std::atomic<long> threads{0};
  REQUIRE(run<std::atomic<long>>(
              {2000}, {1024},
              [](auto* n) {
                if (threadIdx.x == 0) *n += blockDim.x;
              },
              &threads) == cudaSuccess);
  REQUIRE(threads == 2000 * 1024);
}
