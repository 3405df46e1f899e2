// expect: sim=wrong_answer gpu=wrong_answer
// Memory in the order of the streams, streams that are kept from call to call, and nobody waits at the end:
// the function returns while the last chunks are on their way.
#include <cuda_runtime.h>

__global__ void stage_kernel(float* x, int n, int work) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = kit_stage(x[i], work);
}

constexpr int kStreams = 4;

extern "C" void stream_pipeline(const float* h_in, float* h_out, int n, int chunks, int work) {
  static cudaStream_t streams[kStreams];
  if (streams[0] == nullptr)
    for (cudaStream_t& stream : streams) cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  if (n == 0) return;
  const int size = (n + chunks - 1) / chunks;
  for (int first = 0, k = 0; first < n; first += size, ++k) {
    const cudaStream_t stream = streams[k % kStreams];
    const int count = n - first < size ? n - first : size;
    float* d = nullptr;
    cudaMallocAsync(&d, count * sizeof(float), stream);
    cudaMemcpyAsync(d, h_in + first, count * sizeof(float), cudaMemcpyHostToDevice, stream);
    stage_kernel<<<(count + 255) / 256, 256, 0, stream>>>(d, count, work);
    cudaMemcpyAsync(h_out + first, d, count * sizeof(float), cudaMemcpyDeviceToHost, stream);
    cudaFreeAsync(d, stream);
  }
}
