// Memory allocated and freed in stream order, its pools, and memory that belongs to a graph.
#pragma once
#include <cstddef>

#include "sim/runtime/work.h"

namespace prep::sim {

void perform_free(const FreeWork& work);

// For a graph's allocation node: reserved now, undefined again at each launch.
void* reserve_graph_memory(std::size_t bytes);
bool is_graph_memory(const void* pointer);
void begin_graph_memory(void* pointer, std::size_t bytes);

}  // namespace prep::sim
