// expect: ok stdout="0 errors\n"
// Tiles, tiles of tiles, coalesced lanes, partitions, reductions and scans against plain arithmetic.
#include <cooperative_groups.h>
#include <cooperative_groups/reduce.h>
#include <cooperative_groups/scan.h>
#include <cstdio>
namespace cg = cooperative_groups;

struct Wide {
  double a;
  int b[3];
};

__device__ int errors = 0;
__device__ void expect(bool good) {
  if (!good) atomicAdd(&errors, 1);
}

__device__ int sum_of(cg::thread_group g, int* scratch, int value) {
  const int lane = g.thread_rank();
  for (int i = g.size() / 2; i > 0; i /= 2) {
    scratch[lane] = value;
    g.sync();
    if (lane < i) value += scratch[lane + i];
    g.sync();
  }
  return value;
}

template <unsigned n>
__device__ void check_tile(const cg::thread_block& block) {
  auto tile = cg::tiled_partition<n>(block);
  const unsigned t = block.thread_rank(), first = t / n * n;
  expect(tile.size() == n && tile.thread_rank() == t % n && tile.meta_group_rank() == t / n);
  expect(tile.meta_group_size() == block.size() / n);
  expect(tile.shfl(t, 0) == first && tile.shfl_xor(t, n / 2) == (t ^ (n / 2)));
  expect(tile.shfl_down(t, 1) == (t % n == n - 1 ? t : t + 1));
  expect(tile.shfl_up(t, 1) == (t % n == 0 ? t : t - 1));
  expect(tile.any(t % n == n - 1) && tile.all(t >= first));
  expect(tile.ballot(t % 2 == 0) == (n == 1 ? (t % 2 == 0) : 0x55555555u >> (32 - (n < 2 ? 2 : n))));
  expect(cg::reduce(tile, int(t), cg::plus<int>()) == int(n * first + n * (n - 1) / 2));
  expect(cg::reduce(tile, t, cg::greater<unsigned>()) == first + n - 1);
  expect(cg::reduce(tile, t, cg::less<unsigned>()) == first);
  expect(cg::inclusive_scan(tile, 1) == int(t % n + 1));
  expect(cg::exclusive_scan(tile, 2, cg::plus<int>()) == int(2 * (t % n)));
}

__global__ void lanes() {
  __shared__ int scratch[128];
  cg::thread_block block = cg::this_thread_block();
  const unsigned t = block.thread_rank();
  check_tile<1>(block), check_tile<2>(block), check_tile<4>(block), check_tile<8>(block), check_tile<16>(block), check_tile<32>(block);
  auto warp = cg::tiled_partition<32>(block);
  auto quad = cg::tiled_partition<4>(warp);
  expect(quad.meta_group_size() == 8 && quad.meta_group_rank() == t % 32 / 4);
  Wide wide{t * 1.5, {int(t), 1, 2}};
  expect(quad.shfl(wide, 2).a == (t / 4 * 4 + 2) * 1.5 && quad.shfl(wide, 2).b[0] == int(t / 4 * 4 + 2));
  int same = 0;
  expect(warp.match_any(t % 3) == (t % 32 < 3 ? warp.match_any(t % 3) : warp.match_any(t % 3)));
  warp.match_all(t / 32, same);
  expect(same == 1);
  const int total = sum_of(block, scratch, int(t));
  if (t == 0) expect(total == 127 * 128 / 2);
  block.sync();
  const int part = sum_of(cg::tiled_partition(block, 16), scratch + t / 16 * 16, 1);
  if (t % 16 == 0) expect(part == 16);
  if (t % 3 == 0) {
    cg::coalesced_group some = cg::coalesced_threads();
    const unsigned in_warp = t % 32, start = t / 32 * 32;
    unsigned rank = 0, count = 0;
    for (unsigned i = 0; i < 32; ++i)
      if ((start + i) % 3 == 0) rank += i < in_warp, ++count;
    expect(some.size() == count && some.thread_rank() == rank);
    expect(cg::reduce(some, 1, cg::plus<int>()) == int(count));
    expect(some.shfl(t, 0) == (start + 2) / 3 * 3);
    expect(cg::exclusive_scan(some, 1) == int(rank));
  }
  warp.sync();
  auto half = cg::binary_partition(warp, t % 4 == 0);
  expect(half.size() == (t % 4 == 0 ? 8u : 24u));
  auto label = cg::labeled_partition(warp, t % 5);
  expect(cg::reduce(label, int(t % 5), cg::plus<int>()) == int(t % 5 * label.size()) && label.meta_group_size() == 5);
  auto big = cg::tiled_partition<64>(block);
  scratch[t] = int(t);
  big.sync();
  expect(scratch[t ^ 63] == int(t ^ 63) && big.thread_rank() == t % 64 && big.meta_group_rank() == t / 64);
  cg::invoke_one(warp, [&] { atomicAdd(&errors, 0); });
  expect(cg::this_grid().thread_rank() == blockIdx.x * 128ull + t && cg::this_grid().size() == 256);
}
int main() {
  lanes<<<2, 128>>>();
  int host = -1;
  cudaMemcpyFromSymbol(&host, errors, sizeof host);
  std::printf("%d errors\n", host);
}
