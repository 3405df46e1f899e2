// Nodes from CUDA's parameter structures; shared by the functions that add a node, change one, and change one
// of a graph made ready.
#pragma once
#include <prep/sim/runtime_graphs.h>

#include "sim/runtime/work.h"

namespace prep::sim {

cudaError_t work_of(const cudaKernelNodeParams* parameters, const void* caller, Work& work);
cudaError_t work_of(const cudaMemcpy3DParms* parameters, const void* caller, Work& work);
cudaError_t work_of(const cudaMemsetParams* parameters, const void* caller, Work& work);
cudaError_t work_of(const cudaHostNodeParams* parameters, const void* caller, Work& work);
cudaError_t copy_work(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, const void* caller,
                      Work& work);

}  // namespace prep::sim
