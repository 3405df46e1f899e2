// Graphs: nodes and what each waits for; programs, which are graphs made ready to launch. Guarded by the
// runtime's lock.
#pragma once
#include <prep/sim/runtime_graphs.h>

#include <memory>
#include <vector>

#include "sim/runtime/work.h"

struct prep_sim_node {
  prep::sim::Work work;
  std::vector<cudaGraphNode_t> after;  // nodes of the same graph
  cudaGraph_t graph = nullptr;
  cudaGraphNode_t original = nullptr;  // in a clone
  cudaGraph_t child = nullptr;         // owned; of a child graph node
};

struct prep_sim_graph {
  std::vector<std::unique_ptr<prep_sim_node>> nodes;  // in order of creation
};

namespace prep::sim {

// One node made ready. `after` are positions in the program.
struct GraphStep {
  Work work;
  std::vector<std::size_t> after;
  cudaGraphNode_t node = nullptr;  // that it was made of; only compared
  bool enabled = true;
};
struct GraphProgram {
  std::vector<GraphStep> steps;
};

cudaGraph_t new_graph();
bool graph_exists(cudaGraph_t graph);
bool node_exists(cudaGraphNode_t node);
void delete_graph(cudaGraph_t graph);
cudaGraph_t clone_graph(const prep_sim_graph& graph);

cudaGraphNode_t add_node(prep_sim_graph& graph, Work work, std::vector<cudaGraphNode_t> after);
void remove_node(cudaGraphNode_t node);
cudaGraphNodeType type_of(const Work& work);

// Null for a graph whose dependencies run in a circle.
std::shared_ptr<GraphProgram> make_program(const prep_sim_graph& graph);
// All steps, each after those it waits for; the schedule chooses among the rest.
void run_program(const GraphProgram& program);

}  // namespace prep::sim

struct prep_sim_graph_exec {
  std::shared_ptr<prep::sim::GraphProgram> program;  // launches hold on to the one they were given
  unsigned long long flags = 0;
};
