// expect: ok stdout="one thread 6 6 6\nthreads 60 60 60\nring 2 0 1\nhalves 2.5\n"
// Collectives of three ranks that share a device: by one thread with group calls, by a thread per rank, and a
// ring of messages.
#include <cuda_fp16.h>
#include <nccl.h>

#include <cstdio>
#include <thread>
#include <vector>

constexpr int kRanks = 3;

__global__ void set(float* p, float value) { *p = value; }

int main() {
  const int devices[kRanks] = {0, 0, 0};
  ncclComm_t comms[kRanks];
  ncclCommInitAll(comms, kRanks, devices);
  cudaStream_t streams[kRanks];
  float* buffers[kRanks];
  for (int r = 0; r < kRanks; ++r) {
    cudaStreamCreate(&streams[r]);
    cudaMalloc(&buffers[r], 2 * sizeof(float));
    set<<<1, 1, 0, streams[r]>>>(buffers[r], r + 1.0f);
  }
  const auto show = [&](const char* what) {
    std::printf("%s", what);
    for (int r = 0; r < kRanks; ++r) {
      float value;
      cudaMemcpyAsync(&value, buffers[r], sizeof value, cudaMemcpyDeviceToHost, streams[r]);
      cudaStreamSynchronize(streams[r]);
      std::printf(" %g", value);
    }
    std::printf("\n");
  };
  ncclGroupStart();
  for (int r = 0; r < kRanks; ++r) ncclAllReduce(buffers[r], buffers[r], 1, ncclFloat, ncclSum, comms[r], streams[r]);
  ncclGroupEnd();
  show("one thread");

  ncclUniqueId id;
  ncclGetUniqueId(&id);
  std::vector<std::thread> threads;
  for (int r = 0; r < kRanks; ++r)
    threads.emplace_back([&, r] {
      ncclComm_t own;
      ncclCommInitRank(&own, kRanks, id, r);
      set<<<1, 1, 0, streams[r]>>>(buffers[r], 10.0f * (r + 1));
      ncclAllReduce(buffers[r], buffers[r], 1, ncclFloat, ncclSum, own, streams[r]);
      cudaStreamSynchronize(streams[r]);
      ncclCommDestroy(own);
    });
  for (std::thread& t : threads) t.join();
  show("threads");

  for (int r = 0; r < kRanks; ++r) set<<<1, 1, 0, streams[r]>>>(buffers[r] + 1, static_cast<float>(r));
  ncclGroupStart();
  for (int r = 0; r < kRanks; ++r) {
    ncclSend(buffers[r] + 1, 1, ncclFloat, (r + 1) % kRanks, comms[r], streams[r]);
    ncclRecv(buffers[r], 1, ncclFloat, (r + kRanks - 1) % kRanks, comms[r], streams[r]);
  }
  ncclGroupEnd();
  show("ring");

  __half* halves;
  cudaMallocManaged(&halves, kRanks * sizeof(__half));
  for (int r = 0; r < kRanks; ++r) halves[r] = __float2half(1.5f + r);
  ncclGroupStart();
  for (int r = 0; r < kRanks; ++r) ncclAllReduce(halves + r, halves + r, 1, ncclHalf, ncclAvg, comms[r], streams[r]);
  ncclGroupEnd();
  cudaDeviceSynchronize();
  std::printf("halves %g\n", __half2float(halves[2]));
  for (int r = 0; r < kRanks; ++r) {
    ncclCommDestroy(comms[r]);
    cudaStreamDestroy(streams[r]);
    cudaFree(buffers[r]);
  }
  cudaFree(halves);
}
