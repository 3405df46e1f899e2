// expect: ok stdout="ascending 1 descending 1 pairs 1 striped 1 merge 1 exchange 1\n"
// CUB's block sorts, with and without values, and the exchange of layouts.
#include <cub/cub.cuh>

#include <cstdio>
constexpr int kThreads = 64, kItems = 4, kAll = kThreads * kItems;
struct Greater {
  __device__ bool operator()(int a, int b) const { return a > b; }
};
__global__ void sorts(const int* in, int* out, int* places) {
  using Sort = cub::BlockRadixSort<int, kThreads, kItems>;
  using Pairs = cub::BlockRadixSort<int, kThreads, kItems, int>;
  using Merge = cub::BlockMergeSort<int, kThreads, kItems>;
  using Exchange = cub::BlockExchange<int, kThreads, kItems>;
  __shared__ union {
    typename Sort::TempStorage sort;
    typename Pairs::TempStorage pairs;
    typename Merge::TempStorage merge;
    typename Exchange::TempStorage exchange;
  } storage;
  const int t = threadIdx.x;
  int keys[kItems], values[kItems];
  const auto load = [&] {
    for (int i = 0; i < kItems; ++i) keys[i] = in[t * kItems + i], values[i] = t * kItems + i;
    __syncthreads();
  };
  const auto store = [&](int* to, bool striped) {
    for (int i = 0; i < kItems; ++i) to[striped ? i * kThreads + t : t * kItems + i] = keys[i];
  };
  load();
  Sort(storage.sort).Sort(keys);
  store(out, false);
  load();
  Sort(storage.sort).SortDescending(keys);
  store(out + kAll, false);
  load();
  Pairs(storage.pairs).Sort(keys, values);
  for (int i = 0; i < kItems; ++i) places[t * kItems + i] = values[i];
  load();
  Sort(storage.sort).SortBlockedToStriped(keys);
  store(out + 2 * kAll, true);
  load();
  Merge(storage.merge).Sort(keys, Greater());
  store(out + 3 * kAll, false);
  load();
  Exchange(storage.exchange).BlockedToStriped(keys);
  store(out + 4 * kAll, true);
}
int main() {
  int *in, *out, *places;
  cudaMallocManaged(&in, kAll * sizeof(int));
  cudaMallocManaged(&out, 5 * kAll * sizeof(int));
  cudaMallocManaged(&places, kAll * sizeof(int));
  for (int i = 0; i < kAll; ++i) in[i] = (i * 7919) % 1009 - 500;
  sorts<<<1, kThreads>>>(in, out, places);
  cudaDeviceSynchronize();
  bool ok[6] = {true, true, true, true, true, true};
  for (int i = 0; i < kAll; ++i) {
    ok[0] = ok[0] && (i == 0 || out[i - 1] <= out[i]);
    ok[1] = ok[1] && out[kAll + i] == out[kAll - 1 - i];
    ok[2] = ok[2] && in[places[i]] == out[i];
    ok[3] = ok[3] && out[2 * kAll + i] == out[i];
    ok[4] = ok[4] && out[3 * kAll + i] == out[kAll + i];
    ok[5] = ok[5] && out[4 * kAll + i] == in[i];
  }
  printf("ascending %d descending %d pairs %d striped %d merge %d exchange %d\n", ok[0], ok[1], ok[2], ok[3], ok[4],
         ok[5]);
}
