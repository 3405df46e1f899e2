// The runner itself cannot go on: a damaged frame, no memory, a call.cpp that asks for what the judge does
// not have. Never the learner's fault.
#pragma once
#include <stdexcept>

namespace prep::runner {

struct Inability : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace prep::runner
