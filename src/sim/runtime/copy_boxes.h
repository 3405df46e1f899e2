// cudaMemcpy3DParms as a Copy, and back.
#pragma once
#include "sim/runtime/work.h"

namespace prep::sim {

// cudaErrorInvalidValue where CUDA says so; CUDA arrays do not exist here.
cudaError_t box_copy(const cudaMemcpy3DParms* parameters, Copy& copy);
cudaMemcpy3DParms box_parameters(const CopyWork& work);

}  // namespace prep::sim
