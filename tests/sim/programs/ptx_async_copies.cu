// expect: ok stdout="sum 523776 zeros 96 hinted 10 20 30 40\n"
// cp.async in a two-stage pipeline, zero fill by source size and by predicate, and loads with cache hints.
#include <cstdint>
#include <cstdio>

#define CP_ASYNC_16(to, from) \
  asm volatile("cp.async.cg.shared.global.L2::128B [%0], [%1], %2;\n" ::"r"(to), "l"(from), "n"(16))
#define CP_ASYNC_COMMIT() asm volatile("cp.async.commit_group;\n" ::)
#define CP_ASYNC_WAIT(n) asm volatile("cp.async.wait_group %0;\n" ::"n"(n))

__device__ void copy_if(void* to, const void* from, bool wanted) {
  const uint32_t address = static_cast<uint32_t>(__cvta_generic_to_shared(to));
  asm volatile(
      "{\n"
      "  .reg .pred p;\n"
      "  setp.ne.b32 p, %0, 0;\n"
      "  @p cp.async.ca.shared.global [%1], [%2], 4;\n"
      "}\n" ::"r"((int)wanted), "r"(address), "l"(from));
}

__global__ void pipeline(const int* in, int n, unsigned long long* out) {
  __shared__ __align__(16) int stage[2][128];
  const int t = threadIdx.x;
  const uint32_t first = static_cast<uint32_t>(__cvta_generic_to_shared(&stage[0][4 * t]));
  CP_ASYNC_16(first, in + 4 * t);
  CP_ASYNC_COMMIT();
  unsigned long long sum = 0;
  const int tiles = n / 128;
  for (int tile = 0; tile < tiles; ++tile) {
    if (tile + 1 < tiles) {
      CP_ASYNC_16(first + (tile + 1) % 2 * 512, in + (tile + 1) * 128 + 4 * t);
      CP_ASYNC_COMMIT();
      CP_ASYNC_WAIT(1);
    } else {
      CP_ASYNC_WAIT(0);
    }
    __syncthreads();
    for (int i = 0; i < 4; ++i) sum += stage[tile % 2][(4 * t + i + 17) % 128];
    __syncthreads();
  }
  asm volatile("red.global.add.u64 [%0], %1;" ::"l"(out), "l"(sum) : "memory");
}

__global__ void fills(const int* in, unsigned long long* out) {
  __shared__ __align__(16) int tile[128];
  const int t = threadIdx.x;
  for (int i = t; i < 128; i += 32) tile[i] = 0;
  __syncthreads();
  const int bytes = t < 8 ? 16 : 0;
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"((uint32_t)__cvta_generic_to_shared(tile + 4 * t)),
               "l"(in + 4 * t), "r"(bytes));
  asm volatile("cp.async.wait_all;" ::: "memory");
  __syncthreads();
  copy_if(tile + t, in + 1, t == 0);
  asm volatile("cp.async.commit_group; cp.async.wait_group 0;" ::: "memory");
  __syncthreads();
  if (t == 0) {
    int zeros = 0;
    for (int i = 0; i < 128; ++i) zeros += tile[i] == 0;
    out[1] = zeros;
  }
}

__global__ void hints(const int* in, int* out) {
  int4 v;
  asm volatile("ld.global.nc.L1::no_allocate.L2::128B.v4.s32 {%0, %1, %2, %3}, [%4];" : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w) : "l"(in));
  asm volatile("st.global.cs.v4.s32 [%0], {%1, %2, %3, %4};" ::"l"(out), "r"(v.x * 10), "r"(v.y * 10), "r"(v.z * 10), "r"(v.w * 10) : "memory");
}

int main() {
  int *in, *few, *hinted;
  unsigned long long* out;
  cudaMallocManaged(&in, 1028 * sizeof(int));
  cudaMallocManaged(&few, 4 * sizeof(int));
  cudaMallocManaged(&hinted, 4 * sizeof(int));
  cudaMallocManaged(&out, 2 * sizeof *out);
  for (int i = 0; i < 1028; ++i) in[i] = i;
  for (int i = 0; i < 4; ++i) few[i] = i + 1;
  out[0] = out[1] = 0;
  pipeline<<<1, 32>>>(in, 1024, out);
  fills<<<1, 32>>>(in + 4, out);
  hints<<<1, 1>>>(few, hinted);
  cudaDeviceSynchronize();
  std::printf("sum %llu zeros %llu hinted %d %d %d %d\n", out[0], out[1], hinted[0], hinted[1], hinted[2], hinted[3]);
}
