// cudaGraph…: a graph's shape.
#include <prep/sim/runtime_graphs.h>

#include <algorithm>
#include <cstdio>

#include "sim/runtime/errors.h"
#include "sim/runtime/graph.h"
#include "sim/runtime/lock.h"

using namespace prep::sim;

namespace {

// CUDA's way of giving lists: `nodes` null asks for the number; otherwise *count is the room, and becomes
// what was filled.
cudaError_t give(const std::vector<cudaGraphNode_t>& list, cudaGraphNode_t* nodes, size_t* count) {
  if (count == nullptr) return cudaErrorInvalidValue;
  if (nodes != nullptr)
    for (std::size_t i = 0; i < *count; ++i) nodes[i] = i < list.size() ? list[i] : nullptr;
  *count = nodes == nullptr ? list.size() : std::min(*count, list.size());
  return cudaSuccess;
}

bool same_graph(cudaGraph_t graph, const cudaGraphNode_t* from, const cudaGraphNode_t* to, std::size_t i) {
  return node_exists(from[i]) && node_exists(to[i]) && from[i]->graph == graph && to[i]->graph == graph;
}

}  // namespace

extern "C" {

cudaError_t cudaGraphCreate(cudaGraph_t* graph, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (graph == nullptr || flags != 0) return returned(cudaErrorInvalidValue);
  *graph = new_graph();
  return returned(cudaSuccess);
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(graph)) return returned(cudaErrorInvalidValue);
  delete_graph(graph);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphClone(cudaGraph_t* clone, cudaGraph_t graph) {
  const Locked lock(runtime_mutex());
  if (clone == nullptr || !graph_exists(graph)) return returned(cudaErrorInvalidValue);
  *clone = clone_graph(*graph);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphNodeFindInClone(cudaGraphNode_t* node, cudaGraphNode_t original, cudaGraph_t clone) {
  const Locked lock(runtime_mutex());
  if (node == nullptr || !graph_exists(clone)) return returned(cudaErrorInvalidValue);
  for (const auto& candidate : clone->nodes) {
    if (candidate->original != original) continue;
    *node = candidate.get();
    return returned(cudaSuccess);
  }
  return returned(cudaErrorInvalidValue);
}

cudaError_t cudaGraphNodeGetType(cudaGraphNode_t node, cudaGraphNodeType* type) {
  const Locked lock(runtime_mutex());
  if (type == nullptr || !node_exists(node)) return returned(cudaErrorInvalidValue);
  *type = node->child != nullptr ? cudaGraphNodeTypeGraph : type_of(node->work);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* count) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(graph)) return returned(cudaErrorInvalidValue);
  std::vector<cudaGraphNode_t> all;
  for (const auto& node : graph->nodes) all.push_back(node.get());
  return returned(give(all, nodes, count));
}

cudaError_t cudaGraphGetRootNodes(cudaGraph_t graph, cudaGraphNode_t* nodes, size_t* count) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(graph)) return returned(cudaErrorInvalidValue);
  std::vector<cudaGraphNode_t> roots;
  for (const auto& node : graph->nodes)
    if (node->after.empty()) roots.push_back(node.get());
  return returned(give(roots, nodes, count));
}

cudaError_t cudaGraphGetEdges(cudaGraph_t graph, cudaGraphNode_t* from, cudaGraphNode_t* to, size_t* count) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(graph) || count == nullptr || (from == nullptr) != (to == nullptr))
    return returned(cudaErrorInvalidValue);
  std::vector<cudaGraphNode_t> begins, ends;
  for (const auto& node : graph->nodes) {
    for (const cudaGraphNode_t before : node->after) {
      begins.push_back(before);
      ends.push_back(node.get());
    }
  }
  std::size_t room = *count;
  give(begins, from, &room);
  return returned(give(ends, to, count));
}

cudaError_t cudaGraphNodeGetDependencies(cudaGraphNode_t node, cudaGraphNode_t* nodes, size_t* count) {
  const Locked lock(runtime_mutex());
  if (!node_exists(node)) return returned(cudaErrorInvalidValue);
  return returned(give(node->after, nodes, count));
}

cudaError_t cudaGraphNodeGetDependentNodes(cudaGraphNode_t node, cudaGraphNode_t* nodes, size_t* count) {
  const Locked lock(runtime_mutex());
  if (!node_exists(node)) return returned(cudaErrorInvalidValue);
  std::vector<cudaGraphNode_t> dependents;
  for (const auto& other : node->graph->nodes)
    if (std::find(other->after.begin(), other->after.end(), node) != other->after.end())
      dependents.push_back(other.get());
  return returned(give(dependents, nodes, count));
}

cudaError_t cudaGraphAddDependencies(cudaGraph_t graph, const cudaGraphNode_t* from,
                                     const cudaGraphNode_t* to, size_t count) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(graph)) return returned(cudaErrorInvalidValue);
  for (std::size_t i = 0; i < count; ++i) {
    if (!same_graph(graph, from, to, i) || from[i] == to[i]) return returned(cudaErrorInvalidValue);
    const auto& after = to[i]->after;
    if (std::find(after.begin(), after.end(), from[i]) != after.end()) return returned(cudaErrorInvalidValue);
  }
  for (std::size_t i = 0; i < count; ++i) to[i]->after.push_back(from[i]);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphRemoveDependencies(cudaGraph_t graph, const cudaGraphNode_t* from,
                                        const cudaGraphNode_t* to, size_t count) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(graph)) return returned(cudaErrorInvalidValue);
  for (std::size_t i = 0; i < count; ++i)
    if (!same_graph(graph, from, to, i)) return returned(cudaErrorInvalidValue);
  for (std::size_t i = 0; i < count; ++i) std::erase(to[i]->after, from[i]);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphDestroyNode(cudaGraphNode_t node) {
  const Locked lock(runtime_mutex());
  if (!node_exists(node)) return returned(cudaErrorInvalidValue);
  remove_node(node);
  return returned(cudaSuccess);
}

cudaError_t cudaGraphDebugDotPrint(cudaGraph_t graph, const char* path, unsigned) {
  const Locked lock(runtime_mutex());
  if (!graph_exists(graph) || path == nullptr) return returned(cudaErrorInvalidValue);
  std::FILE* const file = std::fopen(path, "w");
  if (file == nullptr) return returned(cudaErrorOperatingSystem);
  std::fputs("digraph graph_1 {\n", file);
  for (std::size_t i = 0; i < graph->nodes.size(); ++i) {
    const prep_sim_node& node = *graph->nodes[i];
    const auto* const kernel = std::get_if<KernelWork>(&node.work);
    std::fprintf(file, "  n%zu [label=\"%zu %s\"];\n", i, i, kernel != nullptr ? kernel->request.kernel : "");
    for (std::size_t k = 0; k < graph->nodes.size(); ++k)
      if (std::find(node.after.begin(), node.after.end(), graph->nodes[k].get()) != node.after.end())
        std::fprintf(file, "  n%zu -> n%zu;\n", k, i);
  }
  std::fputs("}\n", file);
  std::fclose(file);
  return returned(cudaSuccess);
}
}
