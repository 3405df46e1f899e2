// The GPU runner's library: nvcc builds it from src/runner once per toolkit and architecture, into the cache.
#pragma once
#include <functional>
#include <string>

#include "backend/gpu_backend.h"

namespace prep {

// Does nothing where it is there. Some seconds else, `progress` hears so. Throws Error(environment) with the
// compiler's words where nvcc cannot build it.
void ensure_gpu_runner(const GpuBackend& backend, const std::function<void(const std::string&)>& progress);

}  // namespace prep
