// expect: sim=wrong_answer gpu=wrong_answer
// The chunk size is rounded down: the last n % chunks elements are never done.
#include <cuda_runtime.h>

__global__ void stage_kernel(float* x, int n, int work) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = kit_stage(x[i], work);
}

// One chunk comes in, one is worked on, one goes out; the fourth covers the gaps.
constexpr int kStreams = 4;

extern "C" void stream_pipeline(const float* h_in, float* h_out, int n, int chunks, int work) {
  if (n == 0) return;
  const int size = n / chunks;
  if (size == 0) return;
  const int filled = n / size < chunks ? n / size : chunks, used = filled < kStreams ? filled : kStreams;
  // One allocation for all: each cudaMalloc and cudaFree costs host time, and cudaFree waits for the device.
  float* device = nullptr;
  cudaMalloc(&device, static_cast<size_t>(used) * size * sizeof(float));
  cudaStream_t streams[kStreams];
  for (int s = 0; s < used; ++s) cudaStreamCreateWithFlags(&streams[s], cudaStreamNonBlocking);

  for (int k = 0; k < filled; ++k) {
    const cudaStream_t stream = streams[k % used];
    const size_t first = static_cast<size_t>(k) * size;
    const int count = n - static_cast<int>(first) < size ? n - static_cast<int>(first) : size;
    float* d = device + static_cast<size_t>(k % used) * size;
    cudaMemcpyAsync(d, h_in + first, count * sizeof(float), cudaMemcpyHostToDevice, stream);
    if (work > 0) stage_kernel<<<(count + 255) / 256, 256, 0, stream>>>(d, count, work);
    cudaMemcpyAsync(h_out + first, d, count * sizeof(float), cudaMemcpyDeviceToHost, stream);
  }
  for (int s = 0; s < used; ++s) {
    cudaStreamSynchronize(streams[s]);  // non-blocking streams: nothing else waits for them
    cudaStreamDestroy(streams[s]);
  }
  cudaFree(device);
}
