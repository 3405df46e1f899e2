// expect: sim=passed gpu=too_slow
// Step 1. One stream: asynchronous for the host, and still one operation after the other. Nothing overlaps.
#include <cuda_runtime.h>

__global__ void stage_kernel(float* x, int n, int work) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = kit_stage(x[i], work);
}

extern "C" void stream_pipeline(const float* h_in, float* h_out, int n, int chunks, int work) {
  if (n == 0) return;
  const int size = (n + chunks - 1) / chunks;
  float* d = nullptr;
  cudaMalloc(&d, static_cast<size_t>(size) * sizeof(float));
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  for (int first = 0; first < n; first += size) {
    const int count = n - first < size ? n - first : size;
    cudaMemcpyAsync(d, h_in + first, count * sizeof(float), cudaMemcpyHostToDevice, stream);
    stage_kernel<<<(count + 255) / 256, 256, 0, stream>>>(d, count, work);
    cudaMemcpyAsync(h_out + first, d, count * sizeof(float), cudaMemcpyDeviceToHost, stream);
  }
  cudaStreamSynchronize(stream);
  cudaStreamDestroy(stream);
  cudaFree(d);
}
