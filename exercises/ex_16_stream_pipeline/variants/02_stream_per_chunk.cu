// expect: sim=passed gpu=passed
// Step 2. A stream and a piece of device memory for every chunk. Overlaps, and needs as much memory as the
// whole input, and up to 64 streams.
#include <vector>

#include <cuda_runtime.h>

__global__ void stage_kernel(float* x, int n, int work) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = kit_stage(x[i], work);
}

extern "C" void stream_pipeline(const float* h_in, float* h_out, int n, int chunks, int work) {
  if (n == 0) return;
  const int size = (n + chunks - 1) / chunks;
  float* device = nullptr;
  cudaMalloc(&device, static_cast<size_t>(n) * sizeof(float));
  std::vector<cudaStream_t> streams;
  for (int first = 0; first < n; first += size) {
    const int count = n - first < size ? n - first : size;
    cudaStream_t stream;
    cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
    streams.push_back(stream);
    cudaMemcpyAsync(device + first, h_in + first, count * sizeof(float), cudaMemcpyHostToDevice, stream);
    stage_kernel<<<(count + 255) / 256, 256, 0, stream>>>(device + first, count, work);
    cudaMemcpyAsync(h_out + first, device + first, count * sizeof(float), cudaMemcpyDeviceToHost, stream);
  }
  cudaDeviceSynchronize();
  for (const cudaStream_t stream : streams) cudaStreamDestroy(stream);
  cudaFree(device);
}
