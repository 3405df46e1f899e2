// expect: memory_error line=3 function=scale
#include <vector>
__global__ void scale(const float* x, float* y) { y[threadIdx.x] = 2 * x[threadIdx.x]; }
int main() {
  std::vector<float> x(32, 1.0f);
  float* y;
  cudaMalloc(&y, 32 * sizeof(float));
  scale<<<1, 32>>>(x.data(), y);
  cudaDeviceSynchronize();
}
