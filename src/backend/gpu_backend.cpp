#include "backend/gpu_backend.h"

namespace prep {

Availability GpuBackend::availability() const {
  return {false,
          "this version of prep cannot grade on a GPU yet; use --backend sim (full correctness, no time)"};
}

}  // namespace prep
