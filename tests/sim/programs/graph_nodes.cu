// expect: ok stdout="42 43 44 45 host 1\n5 nodes, 4 edges\n142 143 144 145\n"
// Graphs node by node: memset, copies, kernel, host function, with dependencies.
#include <cstdio>

__global__ void shift(int* p, int by) { p[threadIdx.x] += by; }

int called = 0;
void count(void* data) { ++*static_cast<int*>(data); }

int main() {
  const int n = 4;
  int host[n] = {0, 1, 2, 3}, back[n] = {};
  int* d;
  cudaMalloc(&d, sizeof host);
  cudaGraph_t graph;
  cudaGraphCreate(&graph, 0);
  cudaGraphNode_t clear, in, kernel, out, notify;
  cudaMemsetParams fill = {};
  fill.dst = d;
  fill.elementSize = sizeof(int);
  fill.width = n;
  fill.height = 1;
  fill.value = 7;
  cudaGraphAddMemsetNode(&clear, graph, nullptr, 0, &fill);
  cudaGraphAddMemcpyNode1D(&in, graph, &clear, 1, d, host, sizeof host, cudaMemcpyHostToDevice);
  int by = 42;
  void* arguments[] = {(void*)&d, (void*)&by};
  cudaKernelNodeParams launch = {};
  launch.func = reinterpret_cast<void*>(shift);
  launch.gridDim = dim3(1, 1, 1);
  launch.blockDim = dim3(n, 1, 1);
  launch.sharedMemBytes = 0;
  launch.kernelParams = arguments;
  cudaGraphAddKernelNode(&kernel, graph, &in, 1, &launch);
  cudaMemcpy3DParms copy = {};
  copy.srcPtr = make_cudaPitchedPtr(d, sizeof host, n, 1);
  copy.dstPtr = make_cudaPitchedPtr(back, sizeof back, n, 1);
  copy.extent = make_cudaExtent(sizeof host, 1, 1);
  copy.kind = cudaMemcpyDeviceToHost;
  cudaGraphAddMemcpyNode(&out, graph, &kernel, 1, &copy);
  cudaHostNodeParams hook = {count, &called};
  cudaGraphAddHostNode(&notify, graph, &out, 1, &hook);
  cudaGraphExec_t exec;
  cudaGraphInstantiate(&exec, graph, 0);
  cudaStream_t stream;
  cudaStreamCreate(&stream);
  cudaGraphLaunch(exec, stream);
  cudaStreamSynchronize(stream);
  std::printf("%d %d %d %d host %d\n", back[0], back[1], back[2], back[3], called);
  size_t nodes = 0, edges = 0;
  cudaGraphGetNodes(graph, nullptr, &nodes);
  cudaGraphGetEdges(graph, nullptr, nullptr, nullptr, &edges);
  std::printf("%zu nodes, %zu edges\n", nodes, edges);
  by = 142;
  cudaGraphExecKernelNodeSetParams(exec, kernel, &launch);
  cudaGraphLaunch(exec, stream);
  cudaStreamSynchronize(stream);
  std::printf("%d %d %d %d\n", back[0], back[1], back[2], back[3]);
  cudaGraphExecDestroy(exec);
  cudaGraphDestroy(graph);
  cudaStreamDestroy(stream);
  cudaFree(d);
}
