// Graphs made ready: instantiate, launch, update.
#include <prep/sim/runtime_graphs.h>

#include <set>
#include <utility>

#include "sim/runtime/capture.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/graph.h"
#include "sim/runtime/graph_nodes.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

std::set<cudaGraphExec_t>& execs() {
  static auto* const only = new std::set<cudaGraphExec_t>;
  return *only;
}
bool exec_exists(cudaGraphExec_t exec) { return execs().count(exec) != 0; }

// A copy to change: launches that are queued keep the old one.
GraphProgram& changeable(prep_sim_graph_exec& exec) {
  exec.program = std::make_shared<GraphProgram>(*exec.program);
  return *exec.program;
}

// The position of the step that was made of `node`; the number of steps where there is none.
std::size_t step_of(const prep_sim_graph_exec& exec, cudaGraphNode_t node) {
  const auto& steps = exec.program->steps;
  std::size_t i = 0;
  while (i < steps.size() && steps[i].node != node) ++i;
  return i;
}

template <class Make>
cudaError_t change(cudaGraphExec_t exec, cudaGraphNode_t node, cudaGraphNodeType type, Make make) {
  const Locked lock(runtime_mutex());
  if (!exec_exists(exec)) return returned(cudaErrorInvalidValue);
  const std::size_t i = step_of(*exec, node);
  if (i == exec->program->steps.size() || type_of(exec->program->steps[i].work) != type)
    return returned(cudaErrorInvalidValue);
  Work work;
  const cudaError_t error = make(work);
  if (error == cudaSuccess) changeable(*exec).steps[i].work = std::move(work);
  return returned(error);
}

// Why the steps of `now` cannot take the place of those of `before`.
cudaGraphExecUpdateResult compare(const GraphProgram& before, const GraphProgram& now, std::size_t& at) {
  for (at = 0; at < now.steps.size() && at < before.steps.size(); ++at) {
    const GraphStep &a = before.steps[at], &b = now.steps[at];
    if (type_of(a.work) != type_of(b.work)) return cudaGraphExecUpdateErrorNodeTypeChanged;
    if (a.after != b.after) return cudaGraphExecUpdateErrorTopologyChanged;
  }
  return before.steps.size() == now.steps.size() ? cudaGraphExecUpdateSuccess
                                                 : cudaGraphExecUpdateErrorTopologyChanged;
}

}  // namespace

extern "C" {

cudaError_t cudaGraphInstantiateWithFlags(cudaGraphExec_t* exec, cudaGraph_t graph,
                                          unsigned long long flags) {
  const Locked lock(runtime_mutex());
  if (exec == nullptr || !graph_exists(graph) || flags > 15) return returned(cudaErrorInvalidValue);
  auto program = make_program(*graph);
  if (program == nullptr) return returned(cudaErrorInvalidValue);
  *exec = new prep_sim_graph_exec{std::move(program), flags};
  execs().insert(*exec);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphInstantiateWithParams(cudaGraphExec_t* exec, cudaGraph_t graph,
                                           cudaGraphInstantiateParams* parameters) {
  if (parameters == nullptr) return returned(cudaErrorInvalidValue);
  const cudaError_t error = cudaGraphInstantiateWithFlags(exec, graph, parameters->flags);
  parameters->errNode_out = nullptr;
  parameters->result_out = error == cudaSuccess ? cudaGraphInstantiateSuccess : cudaGraphInstantiateError;
  return error;
}

cudaError_t cudaGraphExecGetFlags(cudaGraphExec_t exec, unsigned long long* flags) {
  const Locked lock(runtime_mutex());
  if (!exec_exists(exec) || flags == nullptr) return returned(cudaErrorInvalidValue);
  *flags = exec->flags;
  return returned(cudaSuccess);
}

cudaError_t cudaGraphUpload(cudaGraphExec_t exec, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (stream_of(stream) == nullptr) return returned(cudaErrorInvalidResourceHandle);
  return returned(exec_exists(exec) ? cudaSuccess : cudaErrorInvalidValue);
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  if (!exec_exists(exec)) return returned(cudaErrorInvalidValue);
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (capturing(*stream)) return returned(capture_work(*stream, GraphWork{exec->program}));
  const cudaError_t usable = usable_stream(*stream);
  if (usable == cudaSuccess) enqueue(*stream, GraphWork{exec->program});
  return returned(usable);
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) {
  const Locked lock(runtime_mutex());
  if (execs().erase(exec) == 0) return returned(cudaErrorInvalidValue);
  delete exec;
  return returned(cudaSuccess);
}

cudaError_t cudaGraphExecUpdate(cudaGraphExec_t exec, cudaGraph_t graph,
                                cudaGraphExecUpdateResultInfo* info) {
  const Locked lock(runtime_mutex());
  if (!exec_exists(exec) || !graph_exists(graph) || info == nullptr) return returned(cudaErrorInvalidValue);
  *info = {};
  const auto now = make_program(*graph);
  std::size_t at = 0;
  info->result = now == nullptr ? cudaGraphExecUpdateErrorTopologyChanged : compare(*exec->program, *now, at);
  if (info->result != cudaGraphExecUpdateSuccess) {
    if (now != nullptr && at < now->steps.size()) info->errorNode = now->steps[at].node;
    return returned(cudaErrorGraphExecUpdateFailure);
  }
  GraphProgram& program = changeable(*exec);
  for (std::size_t i = 0; i < now->steps.size(); ++i) program.steps[i].work = now->steps[i].work;
  return returned(cudaSuccess);
}

cudaError_t cudaGraphExecKernelNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                             const cudaKernelNodeParams* parameters) {
  const void* const caller = __builtin_return_address(0);
  return change(exec, node, cudaGraphNodeTypeKernel,
                [&](Work& work) { return work_of(parameters, caller, work); });
}

cudaError_t cudaGraphExecMemcpyNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                             const cudaMemcpy3DParms* parameters) {
  const void* const caller = __builtin_return_address(0);
  return change(exec, node, cudaGraphNodeTypeMemcpy,
                [&](Work& work) { return work_of(parameters, caller, work); });
}

cudaError_t cudaGraphExecMemcpyNodeSetParams1D(cudaGraphExec_t exec, cudaGraphNode_t node, void* to,
                                               const void* from, size_t bytes, cudaMemcpyKind kind) {
  const void* const caller = __builtin_return_address(0);
  return change(exec, node, cudaGraphNodeTypeMemcpy,
                [&](Work& work) { return copy_work(to, from, bytes, kind, caller, work); });
}

cudaError_t cudaGraphExecMemsetNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                             const cudaMemsetParams* parameters) {
  const void* const caller = __builtin_return_address(0);
  return change(exec, node, cudaGraphNodeTypeMemset,
                [&](Work& work) { return work_of(parameters, caller, work); });
}

cudaError_t cudaGraphExecHostNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                           const cudaHostNodeParams* parameters) {
  return change(exec, node, cudaGraphNodeTypeHost,
                [&](Work& work) { return work_of(parameters, nullptr, work); });
}

cudaError_t cudaGraphExecChildGraphNodeSetParams(cudaGraphExec_t exec, cudaGraphNode_t node,
                                                 cudaGraph_t child) {
  return change(exec, node, cudaGraphNodeTypeGraph, [&](Work& work) {
    if (!graph_exists(child)) return cudaErrorInvalidValue;
    const auto program = make_program(*child);
    if (program == nullptr) return cudaErrorInvalidValue;
    work = GraphWork{program};
    return cudaSuccess;
  });
}

cudaError_t cudaGraphNodeSetEnabled(cudaGraphExec_t exec, cudaGraphNode_t node, unsigned enabled) {
  const Locked lock(runtime_mutex());
  if (!exec_exists(exec)) return returned(cudaErrorInvalidValue);
  const std::size_t i = step_of(*exec, node);
  if (i == exec->program->steps.size()) return returned(cudaErrorInvalidValue);
  changeable(*exec).steps[i].enabled = enabled != 0;
  return returned(cudaSuccess);
}

cudaError_t cudaGraphNodeGetEnabled(cudaGraphExec_t exec, cudaGraphNode_t node, unsigned* enabled) {
  const Locked lock(runtime_mutex());
  if (!exec_exists(exec) || enabled == nullptr) return returned(cudaErrorInvalidValue);
  const std::size_t i = step_of(*exec, node);
  if (i == exec->program->steps.size()) return returned(cudaErrorInvalidValue);
  *enabled = exec->program->steps[i].enabled ? 1 : 0;
  return returned(cudaSuccess);
}
}
