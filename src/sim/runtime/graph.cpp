#include "sim/runtime/graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "sim/runtime/errors.h"

namespace prep::sim {
namespace {

std::set<cudaGraph_t>& graphs() {
  static auto* const only = new std::set<cudaGraph_t>;
  return *only;
}
std::set<cudaGraphNode_t>& nodes() {
  static auto* const only = new std::set<cudaGraphNode_t>;
  return *only;
}

struct TypeOf {
  cudaGraphNodeType operator()(const KernelWork&) const { return cudaGraphNodeTypeKernel; }
  cudaGraphNodeType operator()(const CopyWork&) const { return cudaGraphNodeTypeMemcpy; }
  cudaGraphNodeType operator()(const FillWork&) const { return cudaGraphNodeTypeMemset; }
  cudaGraphNodeType operator()(const HostWork&) const { return cudaGraphNodeTypeHost; }
  cudaGraphNodeType operator()(const CallbackWork&) const { return cudaGraphNodeTypeHost; }
  cudaGraphNodeType operator()(const RecordWork&) const { return cudaGraphNodeTypeEventRecord; }
  cudaGraphNodeType operator()(const WaitWork&) const { return cudaGraphNodeTypeWaitEvent; }
  cudaGraphNodeType operator()(const AllocWork&) const { return cudaGraphNodeTypeMemAlloc; }
  cudaGraphNodeType operator()(const FreeWork&) const { return cudaGraphNodeTypeMemFree; }
  cudaGraphNodeType operator()(const EmptyWork&) const { return cudaGraphNodeTypeEmpty; }
  cudaGraphNodeType operator()(const GraphWork&) const { return cudaGraphNodeTypeGraph; }
};

}  // namespace

cudaGraph_t new_graph() {
  auto* const graph = new prep_sim_graph;
  graphs().insert(graph);
  return graph;
}

bool graph_exists(cudaGraph_t graph) { return graphs().count(graph) != 0; }
bool node_exists(cudaGraphNode_t node) { return nodes().count(node) != 0; }

void delete_graph(cudaGraph_t graph) {
  for (const auto& node : graph->nodes) {
    nodes().erase(node.get());
    if (node->child != nullptr) delete_graph(node->child);
  }
  graphs().erase(graph);
  delete graph;
}

cudaGraph_t clone_graph(const prep_sim_graph& graph) {
  cudaGraph_t const clone = new_graph();
  std::map<cudaGraphNode_t, cudaGraphNode_t> same;
  for (const auto& node : graph.nodes) {
    cudaGraphNode_t const copy = add_node(*clone, node->work, {});
    copy->original = node.get();
    if (node->child != nullptr) copy->child = clone_graph(*node->child);
    same[node.get()] = copy;
  }
  for (const auto& node : graph.nodes)
    for (const cudaGraphNode_t before : node->after) same[node.get()]->after.push_back(same[before]);
  return clone;
}

cudaGraphNode_t add_node(prep_sim_graph& graph, Work work, std::vector<cudaGraphNode_t> after) {
  graph.nodes.push_back(std::make_unique<prep_sim_node>());
  prep_sim_node& node = *graph.nodes.back();
  node.work = std::move(work);
  node.after = std::move(after);
  node.graph = &graph;
  nodes().insert(&node);
  return &node;
}

void remove_node(cudaGraphNode_t node) {
  prep_sim_graph& graph = *node->graph;
  for (const auto& other : graph.nodes) std::erase(other->after, node);
  if (node->child != nullptr) delete_graph(node->child);
  nodes().erase(node);
  std::erase_if(graph.nodes, [node](const auto& owned) { return owned.get() == node; });
}

cudaGraphNodeType type_of(const Work& work) { return std::visit(TypeOf{}, work); }

std::shared_ptr<GraphProgram> make_program(const prep_sim_graph& graph) {
  auto program = std::make_shared<GraphProgram>();
  std::map<cudaGraphNode_t, std::size_t> position;
  while (position.size() < graph.nodes.size()) {
    const std::size_t before = position.size();
    for (const auto& node : graph.nodes) {
      if (position.count(node.get()) != 0) continue;
      const bool ready = std::all_of(node->after.begin(), node->after.end(),
                                     [&](cudaGraphNode_t n) { return position.count(n) != 0; });
      if (!ready) continue;
      GraphStep step;
      step.work = node->work;
      if (node->child != nullptr) {
        const auto child = make_program(*node->child);
        if (child == nullptr) return nullptr;
        step.work = GraphWork{child};
      }
      for (const cudaGraphNode_t n : node->after) step.after.push_back(position[n]);
      step.node = node.get();
      position.emplace(node.get(), program->steps.size());
      program->steps.push_back(std::move(step));
    }
    if (position.size() == before) return nullptr;
  }
  return program;
}

void run_program(const GraphProgram& program) {
  const std::size_t count = program.steps.size();
  std::vector<bool> done(count, false);
  std::uint64_t random = static_cast<std::uint64_t>(schedule());
  for (std::size_t left = count; left > 0; --left) {
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& after = program.steps[i].after;
      if (!done[i] && std::all_of(after.begin(), after.end(), [&](std::size_t k) { return done[k]; }))
        ready.push_back(i);
    }
    std::size_t pick = ready.front();
    if (schedule() == 1) pick = ready.back();
    if (schedule() >= 2) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      pick = ready[(random >> 33) % ready.size()];
    }
    if (program.steps[pick].enabled && sticky() == cudaSuccess) perform(program.steps[pick].work);
    done[pick] = true;
  }
}

}  // namespace prep::sim
