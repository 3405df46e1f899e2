// cudaGraphAdd…Node and the parameters of nodes.
#include <prep/sim/runtime_graphs.h>

#include <algorithm>

#include "sim/runtime/copy_boxes.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/events.h"
#include "sim/runtime/graph.h"
#include "sim/runtime/graph_nodes.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/stream_memory.h"

using namespace prep::sim;

namespace {

struct Dependencies {
  const cudaGraphNode_t* nodes;
  std::size_t count;
};

cudaError_t check_place(const cudaGraphNode_t* node, cudaGraph_t graph, const Dependencies& d) {
  if (node == nullptr || !graph_exists(graph) || (d.nodes == nullptr && d.count != 0))
    return cudaErrorInvalidValue;
  for (std::size_t i = 0; i < d.count; ++i)
    if (!node_exists(d.nodes[i]) || d.nodes[i]->graph != graph) return cudaErrorInvalidValue;
  return cudaSuccess;
}

cudaError_t add(cudaGraphNode_t* node, cudaGraph_t graph, const Dependencies& d, Work work) {
  const cudaError_t error = check_place(node, graph, d);
  if (error == cudaSuccess) *node = add_node(*graph, std::move(work), {d.nodes, d.nodes + d.count});
  return error;
}

template <class Parameters>
cudaError_t add_made(cudaGraphNode_t* node, cudaGraph_t graph, const Dependencies& d,
                     const Parameters* parameters, const void* caller) {
  const Locked lock(runtime_mutex());
  Work work;
  cudaError_t error = check_place(node, graph, d);
  if (error == cudaSuccess) error = work_of(parameters, caller, work);
  return returned(error != cudaSuccess ? error : add(node, graph, d, std::move(work)));
}

// The node's work when it is of this kind, else null.
template <class Kind>
Kind* work_in(cudaGraphNode_t node) {
  return node_exists(node) ? std::get_if<Kind>(&node->work) : nullptr;
}

template <class Kind, class Parameters>
cudaError_t change(cudaGraphNode_t node, const Parameters* parameters, const void* caller) {
  const Locked lock(runtime_mutex());
  if (work_in<Kind>(node) == nullptr) return returned(cudaErrorInvalidValue);
  return returned(work_of(parameters, caller, node->work));
}

}  // namespace

extern "C" {

cudaError_t cudaGraphAddKernelNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies, size_t count,
                                   const cudaKernelNodeParams* parameters) {
  return add_made(node, graph, {dependencies, count}, parameters, __builtin_return_address(0));
}

cudaError_t cudaGraphAddMemcpyNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies, size_t count,
                                   const cudaMemcpy3DParms* parameters) {
  return add_made(node, graph, {dependencies, count}, parameters, __builtin_return_address(0));
}

cudaError_t cudaGraphAddMemsetNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                   const cudaGraphNode_t* dependencies, size_t count,
                                   const cudaMemsetParams* parameters) {
  return add_made(node, graph, {dependencies, count}, parameters, __builtin_return_address(0));
}

cudaError_t cudaGraphAddHostNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                 const cudaGraphNode_t* dependencies, size_t count,
                                 const cudaHostNodeParams* parameters) {
  return add_made(node, graph, {dependencies, count}, parameters, __builtin_return_address(0));
}

cudaError_t cudaGraphAddMemcpyNode1D(cudaGraphNode_t* node, cudaGraph_t graph,
                                     const cudaGraphNode_t* dependencies, size_t count, void* to,
                                     const void* from, size_t bytes, cudaMemcpyKind kind) {
  const Locked lock(runtime_mutex());
  const Dependencies d{dependencies, count};
  Work work;
  cudaError_t error = check_place(node, graph, d);
  if (error == cudaSuccess) error = copy_work(to, from, bytes, kind, __builtin_return_address(0), work);
  return returned(error != cudaSuccess ? error : add(node, graph, d, std::move(work)));
}

cudaError_t cudaGraphAddEmptyNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                  const cudaGraphNode_t* dependencies, size_t count) {
  const Locked lock(runtime_mutex());
  return returned(add(node, graph, {dependencies, count}, EmptyWork{}));
}

cudaError_t cudaGraphAddChildGraphNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                       const cudaGraphNode_t* dependencies, size_t count, cudaGraph_t child) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(child)) return returned(cudaErrorInvalidValue);
  const cudaError_t error = add(node, graph, {dependencies, count}, GraphWork{nullptr});
  if (error == cudaSuccess) (*node)->child = clone_graph(*child);
  return returned(error);
}

cudaError_t cudaGraphChildGraphNodeGetGraph(cudaGraphNode_t node, cudaGraph_t* graph) {
  const Locked lock(runtime_mutex());
  if (graph == nullptr || !node_exists(node) || node->child == nullptr)
    return returned(cudaErrorInvalidValue);
  *graph = node->child;
  return returned(cudaSuccess);
}

cudaError_t cudaGraphAddEventRecordNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                        const cudaGraphNode_t* dependencies, size_t count,
                                        cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (!event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  return returned(add(node, graph, {dependencies, count}, RecordWork{nullptr, event}));
}

cudaError_t cudaGraphAddEventWaitNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                      const cudaGraphNode_t* dependencies, size_t count, cudaEvent_t event) {
  const Locked lock(runtime_mutex());
  if (!event_exists(event)) return returned(cudaErrorInvalidResourceHandle);
  return returned(add(node, graph, {dependencies, count}, WaitWork{nullptr, event}));
}

cudaError_t cudaGraphAddMemAllocNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                     const cudaGraphNode_t* dependencies, size_t count,
                                     cudaMemAllocNodeParams* parameters) {
  const Locked lock(runtime_mutex());
  const Dependencies d{dependencies, count};
  const cudaError_t error = check_place(node, graph, d);
  if (error != cudaSuccess) return returned(error);
  if (parameters == nullptr || parameters->bytesize == 0) return returned(cudaErrorInvalidValue);
  parameters->dptr = reserve_graph_memory(parameters->bytesize);
  if (parameters->dptr == nullptr) return returned(cudaErrorMemoryAllocation);
  return returned(add(node, graph, d, AllocWork{parameters->dptr, parameters->bytesize}));
}

cudaError_t cudaGraphAddMemFreeNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                    const cudaGraphNode_t* dependencies, size_t count, void* pointer) {
  const Locked lock(runtime_mutex());
  if (!is_graph_memory(pointer)) return returned(cudaErrorInvalidValue);
  return returned(add(node, graph, {dependencies, count}, FreeWork{pointer, __builtin_return_address(0)}));
}

cudaError_t cudaDeviceGraphMemTrim(int) { return returned(cudaSuccess); }

cudaError_t cudaGraphKernelNodeGetParams(cudaGraphNode_t node, cudaKernelNodeParams* parameters) {
  const Locked lock(runtime_mutex());
  const KernelWork* const kernel = work_in<KernelWork>(node);
  if (kernel == nullptr || parameters == nullptr) return returned(cudaErrorInvalidValue);
  const LaunchRequest& request = kernel->request;
  // The values lie in a frame of the kernel's own type: their places are not told.
  *parameters = {const_cast<void*>(kernel->function),         request.grid, request.block,
                 static_cast<unsigned>(request.shared_bytes), nullptr,      nullptr};
  return returned(cudaSuccess);
}

cudaError_t cudaGraphKernelNodeSetParams(cudaGraphNode_t node, const cudaKernelNodeParams* parameters) {
  return change<KernelWork>(node, parameters, __builtin_return_address(0));
}

cudaError_t cudaGraphKernelNodeSetAttribute(cudaGraphNode_t node, cudaKernelNodeAttrID attribute,
                                            const cudaKernelNodeAttrValue* value) {
  const Locked lock(runtime_mutex());
  KernelWork* const kernel = work_in<KernelWork>(node);
  if (kernel == nullptr || value == nullptr) return returned(cudaErrorInvalidValue);
  if (attribute == cudaLaunchAttributeCooperative) kernel->request.cooperative = value->cooperative != 0;
  return returned(cudaSuccess);
}

cudaError_t cudaGraphMemcpyNodeGetParams(cudaGraphNode_t node, cudaMemcpy3DParms* parameters) {
  const Locked lock(runtime_mutex());
  const CopyWork* const copy = work_in<CopyWork>(node);
  if (copy == nullptr || parameters == nullptr) return returned(cudaErrorInvalidValue);
  *parameters = box_parameters(*copy);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphMemcpyNodeSetParams(cudaGraphNode_t node, const cudaMemcpy3DParms* parameters) {
  return change<CopyWork>(node, parameters, __builtin_return_address(0));
}

cudaError_t cudaGraphMemcpyNodeSetParams1D(cudaGraphNode_t node, void* to, const void* from, size_t bytes,
                                           cudaMemcpyKind kind) {
  const Locked lock(runtime_mutex());
  if (work_in<CopyWork>(node) == nullptr) return returned(cudaErrorInvalidValue);
  return returned(copy_work(to, from, bytes, kind, __builtin_return_address(0), node->work));
}

cudaError_t cudaGraphMemsetNodeGetParams(cudaGraphNode_t node, cudaMemsetParams* parameters) {
  const Locked lock(runtime_mutex());
  const FillWork* const work = work_in<FillWork>(node);
  if (work == nullptr || parameters == nullptr) return returned(cudaErrorInvalidValue);
  const Fill& f = work->fill;
  *parameters = {f.to, f.pitch, f.value, f.element, f.width / f.element, f.height};
  return returned(cudaSuccess);
}

cudaError_t cudaGraphMemsetNodeSetParams(cudaGraphNode_t node, const cudaMemsetParams* parameters) {
  return change<FillWork>(node, parameters, __builtin_return_address(0));
}

cudaError_t cudaGraphHostNodeGetParams(cudaGraphNode_t node, cudaHostNodeParams* parameters) {
  const Locked lock(runtime_mutex());
  const HostWork* const work = work_in<HostWork>(node);
  if (work == nullptr || parameters == nullptr) return returned(cudaErrorInvalidValue);
  *parameters = {work->function, work->data};
  return returned(cudaSuccess);
}

cudaError_t cudaGraphHostNodeSetParams(cudaGraphNode_t node, const cudaHostNodeParams* parameters) {
  return change<HostWork>(node, parameters, __builtin_return_address(0));
}
}
