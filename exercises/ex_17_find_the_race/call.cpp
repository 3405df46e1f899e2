// One call = one of the three functions, by the parameter `task`. Its launches are captured first, as a graph
// that is never run, to see their shape; then it is called, on the default stream, and that is what is timed.
//   shape  [kernels, blocks, threads in all], or [-1, error] where the launches cannot be captured
#include <prep/call.h>

#include <vector>

namespace {

cudaStream_t now = nullptr;

void perform(prep::Call& c) {
  const auto n = static_cast<int>(c.i("n"));
  switch (c.i("task")) {
    case 0:
      return block_sums(c.ptr<const float>("x"), c.ptr<float>("out"), n);
    case 1:
      return row_blur(c.ptr<const float>("in"), c.ptr<float>("out"), n, static_cast<int>(c.i("cols")),
                      static_cast<int>(c.i("radius")));
    default:
      return argmax_once(c.ptr<const float>("x"), c.ptr<int>("index"), n);
  }
}

using Record = std::vector<std::int64_t>;

Record shape_of(cudaGraph_t graph) {
  size_t count = 0;
  cudaGraphGetNodes(graph, nullptr, &count);
  std::vector<cudaGraphNode_t> nodes(count);
  if (count > 0) cudaGraphGetNodes(graph, nodes.data(), &count);
  Record shape{0, 0, 0};
  for (const cudaGraphNode_t node : nodes) {
    cudaGraphNodeType type = cudaGraphNodeTypeEmpty;
    cudaGraphNodeGetType(node, &type);
    if (type != cudaGraphNodeTypeKernel) continue;
    cudaKernelNodeParams launch = {};
    cudaGraphKernelNodeGetParams(node, &launch);
    const std::int64_t blocks = std::int64_t{launch.gridDim.x} * launch.gridDim.y * launch.gridDim.z;
    ++shape[0];
    shape[1] += blocks;
    shape[2] += blocks * launch.blockDim.x * launch.blockDim.y * launch.blockDim.z;
  }
  return shape;
}

Record captured(prep::Call& c) {
  cudaStream_t stream = nullptr;
  cudaGraph_t graph = nullptr;
  cudaError_t error = cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
  if (error == cudaSuccess) error = cudaStreamBeginCapture(stream, cudaStreamCaptureModeRelaxed);
  if (error != cudaSuccess) return {-1, error};
  now = stream;
  perform(c);
  now = nullptr;
  error = cudaStreamEndCapture(stream, &graph);
  const Record record = error == cudaSuccess ? shape_of(graph) : Record{-1, error};
  if (graph != nullptr) cudaGraphDestroy(graph);
  cudaStreamDestroy(stream);
  cudaGetLastError();  // a capture that failed is told in the record
  return record;
}

}  // namespace

extern "C" cudaStream_t race_stream(void) { return now; }

PREP_CALL(c) {
  c.trace("shape").record(captured(c));
  c.timed([&] { perform(c); });
}
