// expect: ok stdout="sync 900 end 901\nmalloc 900 end 901\nlegacy 906 end 901\nunjoined 904\nnot begun 401\nlegacy begin 900\nunmatched 903\nquery of a captured event 907\nnothing ran 0\n"
// Calls that a capture forbids fail with CUDA's codes, and the capture is lost.
#include <cstdio>

__global__ void set(int* p) { *p = 1; }

int main() {
  int* d;
  cudaMalloc(&d, sizeof(int));
  cudaMemset(d, 0, sizeof(int));
  cudaStream_t s, t;
  cudaStreamCreate(&s);
  cudaStreamCreate(&t);
  cudaGraph_t graph;

  cudaStreamBeginCapture(s, cudaStreamCaptureModeGlobal);
  set<<<1, 1, 0, s>>>(d);
  int first = cudaStreamSynchronize(s);
  std::printf("sync %d end %d\n", first, cudaStreamEndCapture(s, &graph));

  cudaStreamBeginCapture(s, cudaStreamCaptureModeGlobal);
  void* p = nullptr;
  first = cudaMalloc(&p, 16);
  std::printf("malloc %d end %d\n", first, cudaStreamEndCapture(s, &graph));

  cudaStreamBeginCapture(s, cudaStreamCaptureModeRelaxed);
  int value = 0;
  first = cudaMemcpy(d, &value, sizeof value, cudaMemcpyHostToDevice);
  std::printf("legacy %d end %d\n", first, cudaStreamEndCapture(s, &graph));

  cudaEvent_t event;
  cudaEventCreate(&event);
  cudaStreamBeginCapture(s, cudaStreamCaptureModeGlobal);
  cudaEventRecord(event, s);
  cudaStreamWaitEvent(t, event);
  set<<<1, 1, 0, t>>>(d);
  std::printf("unjoined %d\n", cudaStreamEndCapture(s, &graph));
  std::printf("not begun %d\n", cudaStreamEndCapture(s, &graph));
  std::printf("legacy begin %d\n", cudaStreamBeginCapture(0, cudaStreamCaptureModeGlobal));

  cudaStreamBeginCapture(s, cudaStreamCaptureModeGlobal);
  cudaEventRecord(event, s);
  cudaStreamWaitEvent(t, event);
  std::printf("unmatched %d\n", cudaStreamEndCapture(t, &graph));
  cudaStreamEndCapture(s, &graph);

  cudaStreamBeginCapture(s, cudaStreamCaptureModeGlobal);
  cudaEventRecord(event, s);
  std::printf("query of a captured event %d\n", cudaEventQuery(event));
  cudaStreamEndCapture(s, &graph);
  cudaGetLastError();
  cudaMemcpy(&value, d, sizeof value, cudaMemcpyDeviceToHost);
  std::printf("nothing ran %d\n", value);
  cudaStreamDestroy(s);
  cudaStreamDestroy(t);
  cudaFree(d);
}
