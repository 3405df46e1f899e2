// Stream pipeline: copy in, compute, copy out, in chunks that overlap. Judge it with: prep run ex_16
//
// The device has an engine for each direction of the bus besides the multiprocessors, and the three can work
// at the same time: on different chunks. What orders the work is the stream, and within a stream everything
// happens in order.
//   1. What must be ordered? For each chunk: in before kernel, kernel before out. And a piece of device
//   memory must not be
//      filled again before it has been copied out.
//   2. What must not? Different chunks with different memory.
//   3. When may the function return?
// Draw the three engines over time for 4 chunks before you write. What is here does one chunk after the
// other, waits for each, and has room for all of it on the device.
#include <cuda_runtime.h>

__global__ void stage_kernel(float* x, int n, int work) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = kit_stage(x[i], work);
}

extern "C" void stream_pipeline(const float* h_in, float* h_out, int n, int chunks, int work) {
  const size_t bytes = static_cast<size_t>(n) * sizeof(float);
  float* d = nullptr;
  cudaMalloc(&d, bytes);
  const int size = (n + chunks - 1) / chunks;
  for (int k = 0; k < chunks; ++k) {
    // TODO: the last chunk is shorter, and some may be empty. What if n is 0?
    cudaMemcpy(d + k * size, h_in + k * size, size * sizeof(float), cudaMemcpyHostToDevice);
    stage_kernel<<<(size + 255) / 256, 256>>>(d + k * size, size, work);
    cudaMemcpy(h_out + k * size, d + k * size, size * sizeof(float), cudaMemcpyDeviceToHost);
    // TODO: cudaMemcpy waits until the copy is done. cudaMemcpyAsync does not, if the host memory is pinned,
    // which it is here. On which streams do the three operations of a chunk belong?
  }
  // TODO: everything that was allocated here must be freed here.
}
