// expect: ok stdout="plain ok\ntransposed ok\nstored ok\nproduct ok\n"
// ldmatrix and stmatrix against the rows and columns that the PTX ISA names, and a product of 16x16x8 fed by them from
// a swizzled tile.
#include <cuda_fp16.h>

#include <cstdint>
#include <cstdio>

__device__ __forceinline__ uint32_t shared_address(const void* p) {
  return static_cast<uint32_t>(__cvta_generic_to_shared(p));
}

__global__ void loads(int* right) {
  __shared__ __align__(16) uint16_t tile[4][8][8];
  __shared__ __align__(16) uint16_t copy[2][8][8];
  const int lane = threadIdx.x;
  for (int i = lane; i < 256; i += 32) (&tile[0][0][0])[i] = i;
  __syncwarp();
  uint32_t r[4], address = shared_address(&tile[lane / 8][lane % 8][0]);
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];\n"
               : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
               : "r"(address));
  for (int i = 0; i < 4; ++i) {
    const uint32_t low = 64 * i + 8 * (lane / 4) + 2 * (lane % 4);
    if (r[i] != (low | (low + 1) << 16)) atomicExch(right, 0);
  }
  uint32_t c0, c1;
  asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared::cta.b16 {%0, %1}, [%2];" : "=r"(c0), "=r"(c1) : "r"(address));
  const uint32_t column = 8 * (2 * (lane % 4)) + lane / 4;
  if (c0 != (column | (column + 8) << 16)) atomicExch(right + 1, 0);
  if (c1 != ((column + 64) | (column + 72) << 16)) atomicExch(right + 1, 0);
  asm volatile("stmatrix.sync.aligned.m8n8.x2.shared.b16 [%0], {%1, %2};" ::"r"(shared_address(&copy[lane / 8 % 2][lane % 8][0])),
               "r"(c0), "r"(c1)
               : "memory");
  uint32_t turned;
  asm volatile("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(turned) : "r"(c0));
  if (turned != r[0]) atomicExch(right + 2, 0);
  __syncwarp();
  for (int i = lane; i < 128; i += 32)
    if (copy[i / 64][i / 8 % 8][i % 8] != tile[i / 64][i % 8][i / 8 % 8]) atomicExch(right + 2, 0);
}

// Rows of 32 halves; 16-byte chunks are swapped by the row's number.
__device__ int swizzled(int row, int column) { return row * 32 + ((column / 8 ^ (row / 2 & 3)) * 8) + column % 8; }

__global__ void product(int* right) {
  __shared__ __align__(128) half a[16 * 32], b[16 * 32];
  const int lane = threadIdx.x;
  for (int i = lane; i < 256; i += 32) {
    a[swizzled(i / 16, i % 16)] = __int2half_rn(i % 5 - 2);
    b[swizzled(i / 16, i % 16)] = __int2half_rn(i % 3 - 1);  // row k, column n
  }
  __syncthreads();
  uint32_t ra[4], rb[2];
  float d[4] = {0, 0, 0, 0};
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
               : "=r"(ra[0]), "=r"(ra[1]), "=r"(ra[2]), "=r"(ra[3])
               : "r"(shared_address(&a[swizzled(lane % 16, lane / 16 * 8)])));
  asm volatile("ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%0,%1}, [%2];"
               : "=r"(rb[0]), "=r"(rb[1])
               : "r"(shared_address(&b[swizzled(lane % 16, 0)])));
  asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
               : "+f"(d[0]), "+f"(d[1]), "+f"(d[2]), "+f"(d[3])
               : "r"(ra[0]), "r"(ra[1]), "r"(ra[2]), "r"(ra[3]), "r"(rb[0]), "r"(rb[1]));
  for (int i = 0; i < 4; ++i) {
    const int m = lane / 4 + 8 * (i / 2), n = lane % 4 * 2 + i % 2;
    int want = 0;
    for (int k = 0; k < 16; ++k) want += ((m * 16 + k) % 5 - 2) * ((k * 16 + n) % 3 - 1);
    if (d[i] != want) atomicExch(right + 3, 0);
  }
}

int main() {
  int* right;
  cudaMallocManaged(&right, 4 * sizeof(int));
  for (int i = 0; i < 4; ++i) right[i] = 1;
  loads<<<1, 32>>>(right);
  product<<<1, 32>>>(right);
  if (cudaDeviceSynchronize() != cudaSuccess) return 1;
  const char* const names[] = {"plain", "transposed", "stored", "product"};
  for (int i = 0; i < 4; ++i) std::printf("%s %s\n", names[i], right[i] ? "ok" : "WRONG");
}
