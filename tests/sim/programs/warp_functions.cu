// expect: ok stdout="down 496\nxor 496 496\nup 30\nindexed 8 24\nballot 55555555\nany 1 all 0\nreduce 496 31 0\nmatch 11111111 0\npartial 120\ndouble 31.5\n"
#include <cstdio>

__global__ void shuffles(int* out) {
  const int lane = threadIdx.x;
  int down = lane, flip = lane;
  for (int step = 16; step > 0; step /= 2) {
    down += __shfl_down_sync(0xffffffff, down, step);
    flip += __shfl_xor_sync(0xffffffff, flip, step);
  }
  const int up = __shfl_up_sync(0xffffffff, lane, 1);
  const int indexed = __shfl_sync(0xffffffff, lane, 8, 16);
  if (lane == 0) out[0] = down, out[1] = flip, out[4] = indexed;
  if (lane == 31) out[2] = flip, out[3] = up, out[5] = indexed;
}
__global__ void votes(unsigned* out) {
  const int lane = threadIdx.x;
  const unsigned even = __ballot_sync(0xffffffff, lane % 2 == 0);
  const int any = __any_sync(0xffffffff, lane == 3), all = __all_sync(0xffffffff, lane < 31);
  const int total = __reduce_add_sync(0xffffffff, lane), most = __reduce_max_sync(0xffffffff, lane);
  const unsigned common = __reduce_and_sync(0xffffffff, static_cast<unsigned>(lane));
  const unsigned same = __match_any_sync(0xffffffff, lane % 4);
  int equal = 1;
  __match_all_sync(0xffffffff, lane, &equal);
  if (lane == 0) {
    out[0] = even, out[1] = any, out[2] = all, out[3] = total, out[4] = most, out[5] = common, out[6] = same, out[7] = equal;
  }
}
__global__ void partial(int* out) {
  if (threadIdx.x < 16) {
    int v = threadIdx.x;
    for (int step = 8; step > 0; step /= 2) v += __shfl_down_sync(0x0000ffff, v, step);
    if (threadIdx.x == 0) out[0] = v;
  }
}
__global__ void doubles(double* out) {
  const double v = __shfl_sync(0xffffffff, threadIdx.x + 0.5, 31);
  if (threadIdx.x == 0) *out = v;
}

int main() {
  void* memory;
  cudaMalloc(&memory, 64);
  int i[6];
  unsigned u[8];
  double d;
  shuffles<<<1, 32>>>(static_cast<int*>(memory));
  cudaMemcpy(i, memory, sizeof i, cudaMemcpyDeviceToHost);
  std::printf("down %d\nxor %d %d\nup %d\nindexed %d %d\n", i[0], i[1], i[2], i[3], i[4], i[5]);
  votes<<<1, 32>>>(static_cast<unsigned*>(memory));
  cudaMemcpy(u, memory, sizeof u, cudaMemcpyDeviceToHost);
  std::printf("ballot %x\nany %u all %u\nreduce %u %u %u\nmatch %x %u\n", u[0], u[1], u[2], u[3], u[4], u[5], u[6], u[7]);
  partial<<<1, 32>>>(static_cast<int*>(memory));
  cudaMemcpy(i, memory, sizeof(int), cudaMemcpyDeviceToHost);
  std::printf("partial %d\n", i[0]);
  doubles<<<1, 32>>>(static_cast<double*>(memory));
  cudaMemcpy(&d, memory, sizeof d, cudaMemcpyDeviceToHost);
  std::printf("double %g\n", d);
}
