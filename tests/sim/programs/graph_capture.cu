// expect: ok stdout="captured nothing yet 0\n3 launches: 15\nforked: 11 22\nupdated: 7\nafter exec update: 30\n"
// Graphs by capture: work runs only when launched; fork and join by events; kernel parameters changed; update.
#include <cstdio>

__global__ void add(int* p, int value) { *p += value; }
__global__ void set(int* p, int value) { *p = value; }

int read(const int* p) {
  int value = 0;
  cudaMemcpy(&value, p, sizeof value, cudaMemcpyDeviceToHost);
  return value;
}

int main() {
  int *a, *b;
  cudaMalloc(&a, sizeof(int));
  cudaMalloc(&b, sizeof(int));
  cudaMemset(a, 0, sizeof(int));
  cudaStream_t s, t;
  cudaStreamCreate(&s);
  cudaStreamCreateWithFlags(&t, cudaStreamNonBlocking);
  cudaGraph_t graph;
  cudaGraphExec_t exec;

  cudaStreamBeginCapture(s, cudaStreamCaptureModeGlobal);
  add<<<1, 1, 0, s>>>(a, 2);
  add<<<1, 1, 0, s>>>(a, 3);
  cudaStreamEndCapture(s, &graph);
  std::printf("captured nothing yet %d\n", read(a));
  cudaGraphInstantiate(&exec, graph, nullptr, nullptr, 0);
  for (int i = 0; i < 3; ++i) cudaGraphLaunch(exec, s);
  cudaStreamSynchronize(s);
  std::printf("3 launches: %d\n", read(a));
  cudaGraphExecDestroy(exec);
  cudaGraphDestroy(graph);

  cudaEvent_t fork, join;
  cudaEventCreateWithFlags(&fork, cudaEventDisableTiming);
  cudaEventCreateWithFlags(&join, cudaEventDisableTiming);
  cudaStreamBeginCapture(s, cudaStreamCaptureModeThreadLocal);
  set<<<1, 1, 0, s>>>(a, 1);
  cudaEventRecord(fork, s);
  cudaStreamWaitEvent(t, fork);
  set<<<1, 1, 0, t>>>(b, 22);
  add<<<1, 1, 0, s>>>(a, 10);
  cudaEventRecord(join, t);
  cudaStreamWaitEvent(s, join, 0);
  cudaStreamEndCapture(s, &graph);
  size_t nodes = 0;
  cudaGraphGetNodes(graph, nullptr, &nodes);
  if (nodes != 3) std::printf("%zu nodes\n", nodes);
  cudaGraphInstantiate(&exec, graph);
  cudaGraphLaunch(exec, t);
  cudaStreamSynchronize(t);
  std::printf("forked: %d %d\n", read(a), read(b));

  cudaGraphNode_t root;
  size_t one = 1;
  cudaGraphGetRootNodes(graph, &root, &one);
  int value = -3;
  void* arguments[] = {&a, &value};
  cudaKernelNodeParams parameters = {};
  parameters.func = (void*)set;
  parameters.gridDim = parameters.blockDim = dim3(1);
  parameters.kernelParams = arguments;
  cudaGraphExecKernelNodeSetParams(exec, root, &parameters);
  value = 99;  // already copied
  cudaGraphLaunch(exec, s);
  std::printf("updated: %d\n", read(a));

  cudaGraph_t other;
  cudaStreamBeginCapture(s, cudaStreamCaptureModeGlobal);
  set<<<1, 1, 0, s>>>(a, 20);
  cudaEventRecord(fork, s);
  cudaStreamWaitEvent(t, fork);
  set<<<1, 1, 0, t>>>(b, 2);
  add<<<1, 1, 0, s>>>(a, 10);
  cudaEventRecord(join, t);
  cudaStreamWaitEvent(s, join, 0);
  cudaStreamEndCapture(s, &other);
  cudaGraphExecUpdateResultInfo info;
  if (cudaGraphExecUpdate(exec, other, &info) != cudaSuccess) std::printf("result %d\n", info.result);
  cudaGraphLaunch(exec, s);
  std::printf("after exec update: %d\n", read(a));
  cudaGraphExecDestroy(exec);
  cudaGraphDestroy(graph);
  cudaGraphDestroy(other);
  cudaStreamDestroy(s);
  cudaStreamDestroy(t);
  cudaFree(a);
  cudaFree(b);
}
