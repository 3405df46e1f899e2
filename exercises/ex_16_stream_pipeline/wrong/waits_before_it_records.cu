// expect: sim=race gpu=wrong_answer|passed
// The kernel's stream waits for the event of the copy before the event is recorded: a wait for an event that
// is not recorded yet waits for nothing, or for the chunk before.
#include <cuda_runtime.h>
#include <initializer_list>

__global__ void stage_kernel(float* x, int n, int work) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = kit_stage(x[i], work);
}

constexpr int kPieces = 3;

extern "C" void stream_pipeline(const float* h_in, float* h_out, int n, int chunks, int work) {
  if (n == 0) return;
  const int size = (n + chunks - 1) / chunks;
  float* device = nullptr;
  cudaMalloc(&device, static_cast<size_t>(kPieces) * size * sizeof(float));
  cudaStream_t in, compute, out;
  for (cudaStream_t* stream : {&in, &compute, &out}) cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking);
  cudaEvent_t full[kPieces], ready[kPieces], empty[kPieces];
  for (int p = 0; p < kPieces; ++p)
    for (cudaEvent_t* event : {&full[p], &ready[p], &empty[p]})
      cudaEventCreateWithFlags(event, cudaEventDisableTiming);

  int p = 0;
  for (int first = 0; first < n; first += size, p = (p + 1) % kPieces) {
    const int count = n - first < size ? n - first : size;
    float* d = device + static_cast<size_t>(p) * size;
    cudaStreamWaitEvent(in, empty[p], 0);  // an event that was never recorded holds nobody up
    cudaStreamWaitEvent(compute, full[p], 0);
    cudaMemcpyAsync(d, h_in + first, count * sizeof(float), cudaMemcpyHostToDevice, in);
    cudaEventRecord(full[p], in);
    stage_kernel<<<(count + 255) / 256, 256, 0, compute>>>(d, count, work);
    cudaEventRecord(ready[p], compute);
    cudaStreamWaitEvent(out, ready[p], 0);
    cudaMemcpyAsync(h_out + first, d, count * sizeof(float), cudaMemcpyDeviceToHost, out);
    cudaEventRecord(empty[p], out);
  }
  cudaStreamSynchronize(out);
  for (int q = 0; q < kPieces; ++q)
    for (const cudaEvent_t event : {full[q], ready[q], empty[q]}) cudaEventDestroy(event);
  for (const cudaStream_t stream : {in, compute, out}) cudaStreamDestroy(stream);
  cudaFree(device);
}
