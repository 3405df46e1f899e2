// The runner itself cannot go on: a damaged frame, no memory, a call.cpp that asks for what the judge does
// not have. Never the learner's fault.
#pragma once
#include <stdexcept>

namespace prep::runner {

struct Inability : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The same where the machine is at fault, not the kit: no free memory on the GPU, a driver too old. `code` is
// CUDA's number.
struct MachineTrouble : Inability {
  MachineTrouble(int cuda_code, const std::string& what) : Inability(what), code(cuda_code) {}
  int code;
};

}  // namespace prep::runner
