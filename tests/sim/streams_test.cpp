// Order of asynchronous work: as CUDA orders it, and no earlier than the program's synchronisation demands.
// clang-format off
#include "catch.h"  // before __CUDACC__ is defined
// clang-format on

#include <prep/sim/cuda.h>

#include <string>
#include <vector>

namespace {

std::string g_trace;

void note(cudaStream_t stream, char what) {
  prep::sim::launch(prep::sim::LaunchConfig(1, 1, 0, stream), "note", nullptr, [what] { g_trace += what; });
}

struct Streams {
  cudaStream_t blocking[2] = {}, free[2] = {};
  Streams() {
    g_trace.clear();
    for (auto& s : blocking) cudaStreamCreate(&s);
    for (auto& s : free) cudaStreamCreateWithFlags(&s, cudaStreamNonBlocking);
  }
  ~Streams() {
    cudaDeviceSynchronize();
    for (const auto s : blocking) cudaStreamDestroy(s);
    for (const auto s : free) cudaStreamDestroy(s);
  }
};

}  // namespace

TEST_CASE("work waits for a synchronisation, and then only its own stream runs") {
  const Streams s;
  note(s.free[0], 'a');
  note(s.free[1], 'b');
  CHECK(g_trace.empty());
  CHECK(cudaStreamSynchronize(s.free[1]) == cudaSuccess);
  CHECK(g_trace == "b");
  CHECK(cudaDeviceSynchronize() == cudaSuccess);
  CHECK(g_trace == "ba");
}

TEST_CASE("the legacy default stream and blocking streams wait for each other") {
  const Streams s;
  note(s.blocking[0], 'a');
  note(s.free[0], 'x');
  note(nullptr, 'b');
  note(s.blocking[1], 'c');
  cudaStreamSynchronize(s.blocking[1]);
  CHECK(g_trace == "abc");
}

TEST_CASE("later work of a blocking stream is not dragged along") {
  const Streams s;
  note(nullptr, 'a');
  note(s.blocking[0], 'b');
  cudaStreamSynchronize(nullptr);
  CHECK(g_trace == "a");
}

TEST_CASE("an event holds a stream until the recorded work is done") {
  const Streams s;
  cudaEvent_t event;
  cudaEventCreate(&event);
  note(s.free[0], 'a');
  cudaEventRecord(event, s.free[0]);
  note(s.free[0], 'z');
  cudaStreamWaitEvent(s.free[1], event);
  note(s.free[1], 'b');
  cudaStreamSynchronize(s.free[1]);
  CHECK(g_trace == "ab");
  cudaEventDestroy(event);
}

TEST_CASE("events: unrecorded, pending, done, timed") {
  const Streams s;
  cudaEvent_t start, stop, untimed;
  cudaEventCreate(&start);
  cudaEventCreate(&stop);
  cudaEventCreateWithFlags(&untimed, cudaEventDisableTiming);
  float ms = -1;
  CHECK(cudaEventQuery(start) == cudaSuccess);
  CHECK(cudaEventElapsedTime(&ms, start, stop) == cudaErrorInvalidResourceHandle);
  cudaEventRecord(start, s.free[0]);
  note(s.free[0], 'a');
  cudaEventRecord(stop, s.free[0]);
  CHECK(cudaEventElapsedTime(&ms, start, stop) == cudaErrorNotReady);
  CHECK(cudaEventSynchronize(stop) == cudaSuccess);
  CHECK(cudaEventElapsedTime(&ms, start, stop) == cudaSuccess);
  CHECK(ms >= 0);
  CHECK(cudaEventElapsedTime(&ms, start, untimed) == cudaErrorInvalidResourceHandle);
  for (const auto e : {start, stop, untimed}) CHECK(cudaEventDestroy(e) == cudaSuccess);
  CHECK(cudaEventDestroy(start) == cudaErrorInvalidResourceHandle);
  cudaGetLastError();
}

TEST_CASE("a loop that polls comes to its end") {
  const Streams s;
  for (int i = 0; i < 3; ++i) note(s.free[0], 'a');
  int asked = 0;
  while (cudaStreamQuery(s.free[0]) == cudaErrorNotReady) ++asked;
  CHECK(asked == 3);
  CHECK(g_trace == "aaa");
  cudaGetLastError();
}

TEST_CASE("pageable memory is read at the call and written before the return; pinned memory is not") {
  const Streams s;
  int pageable = 1, result = 0, *device = nullptr, *pinned = nullptr;
  cudaMalloc(&device, sizeof(int));
  cudaMallocHost(&pinned, sizeof(int));
  cudaMemcpyAsync(device, &pageable, sizeof(int), cudaMemcpyHostToDevice, s.free[0]);
  pageable = 2;
  cudaMemcpyAsync(&result, device, sizeof(int), cudaMemcpyDeviceToHost, s.free[0]);
  CHECK(result == 1);
  *pinned = 3;
  cudaMemcpyAsync(device, pinned, sizeof(int), cudaMemcpyHostToDevice, s.free[0]);
  *pinned = 4;  // the mistake: the copy has not run yet
  cudaMemcpyAsync(&result, device, sizeof(int), cudaMemcpyDeviceToHost, s.free[0]);
  CHECK(result == 4);
  cudaFree(device);
  cudaFreeHost(pinned);
}

TEST_CASE("arguments are copied at the launch") {
  const Streams s;
  int *out = nullptr, n = 5;
  cudaMallocManaged(&out, sizeof(int));
  *out = 0;
  prep::sim::launch(prep::sim::LaunchConfig(1, 1, 0, s.free[0]), "set", nullptr, [out, n] { *out = n; });
  n = 6;
  CHECK(*out == 0);
  cudaFree(nullptr);
  cudaStreamSynchronize(s.free[0]);
  CHECK(*out == 5);
  cudaFree(out);
}

TEST_CASE("memory freed in stream order lives until the stream comes to it") {
  const Streams s;
  int* p = nullptr;
  REQUIRE(cudaMallocAsync(&p, sizeof(int), s.free[0]) == cudaSuccess);
  prep::sim::launch(prep::sim::LaunchConfig(1, 1, 0, s.free[0]), "set", nullptr, [p] { *p = 1; });
  CHECK(cudaFreeAsync(p, s.free[0]) == cudaSuccess);
  CHECK(cudaStreamSynchronize(s.free[0]) == cudaSuccess);
  CHECK(cudaFree(p) == cudaErrorInvalidValue);
  cudaGetLastError();
}

TEST_CASE("a destroyed stream finishes its work; its handle is refused") {
  cudaStream_t stream;
  g_trace.clear();
  cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  note(stream, 'a');
  CHECK(cudaStreamDestroy(stream) == cudaSuccess);
  CHECK(cudaStreamSynchronize(stream) == cudaErrorInvalidResourceHandle);
  cudaDeviceSynchronize();
  CHECK(g_trace == "a");
  cudaGetLastError();
}

TEST_CASE("host functions run in their place") {
  const Streams s;
  note(s.free[0], 'a');
  cudaLaunchHostFunc(
      s.free[0], [](void*) { g_trace += 'h'; }, nullptr);
  note(s.free[0], 'b');
  cudaStreamSynchronize(s.free[0]);
  CHECK(g_trace == "ahb");
}
