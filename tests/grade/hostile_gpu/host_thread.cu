// expect: wrong_answer|crashed
// A thread launches the work after the call has returned and the device was waited for.
#include <chrono>
#include <thread>
__global__ void k(const float* x, float* y, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) y[i] = 2 * x[i];
}
static int grid(int n) { return n / 256 + 1; }
extern "C" void twice(const float* x, float* y, int n) {
  std::thread([=] {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    k<<<grid(n), 256>>>(x, y, n);
    cudaDeviceSynchronize();
  }).detach();
}
