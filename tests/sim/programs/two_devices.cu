// expect: ok stdout="2 devices, can access 1, no self 0\nevent of another device 400\nlaunch on another device's stream 400\npeer copy 11 12\ndirect 23\nagain 704\nown variables 1 2\n"
// Two devices: memory, streams and variables of their own, copies between them, access after it is enabled.
#include <cstdio>
#include <cstdlib>

__device__ int mine;

__global__ void fill(int* p, int value) { p[threadIdx.x] = value + threadIdx.x; }
__global__ void add_from(int* to, const int* from) { to[threadIdx.x] += from[threadIdx.x]; }
__global__ void remember(int value) { mine = value; }

int main() {
  setenv("PREP_SIM_GPUS", "2", 1);  // the sim's own; a machine with two GPUs needs no telling
  int count = 0, can = 0, self = 1;
  cudaGetDeviceCount(&count);
  cudaDeviceCanAccessPeer(&can, 0, 1);
  cudaDeviceCanAccessPeer(&self, 0, 0);
  std::printf("%d devices, can access %d, no self %d\n", count, can, self);
  int *a, *b, host[2];
  cudaStream_t stream0;
  cudaEvent_t event1;
  cudaStreamCreate(&stream0);
  cudaMalloc(&a, sizeof host);
  fill<<<1, 2>>>(a, 11);
  cudaSetDevice(1);
  cudaEventCreate(&event1);
  cudaMalloc(&b, sizeof host);
  cudaSetDevice(0);
  std::printf("event of another device %d\n", cudaEventRecord(event1, stream0));
  cudaSetDevice(1);
  fill<<<1, 2, 0, stream0>>>(b, 1);
  std::printf("launch on another device's stream %d\n", cudaGetLastError());
  cudaMemcpyPeer(b, 1, a, 0, sizeof host);
  cudaMemcpy(host, b, sizeof host, cudaMemcpyDefault);
  std::printf("peer copy %d %d\n", host[0], host[1]);
  cudaDeviceEnablePeerAccess(0, 0);
  add_from<<<1, 2>>>(b, a);
  cudaMemcpy(host, b, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("direct %d\n", host[0] + host[1] - 23);
  std::printf("again %d\n", cudaDeviceEnablePeerAccess(0, 0));
  cudaGetLastError();
  int values[2];
  for (int d = 0; d < 2; ++d) cudaSetDevice(d), remember<<<1, 1>>>(d + 1);
  for (int d = 0; d < 2; ++d) cudaSetDevice(d), cudaMemcpyFromSymbol(&values[d], mine, sizeof(int));
  std::printf("own variables %d %d\n", values[0], values[1]);
}
