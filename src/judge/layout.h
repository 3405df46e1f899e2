// Where everything lies in the two memfds of a case.
#pragma once
#include <cstdint>
#include <vector>

#include "judge/frame.h"
#include "judge/inputs.h"

namespace prep {

struct FrameOptions {
  std::vector<FrameCall> calls;  // 1 to kMaxCalls
  Mutant mutant = Mutant::none;
  std::uint64_t nonce = 0;
  Filling filling = Filling::by_judge;
};

Frame lay_out(const Inputs& inputs, const Params& params, const FrameOptions& options);

std::uint64_t input_bytes(const Frame& frame);  // of the whole input memfd
std::uint64_t data_bytes(const FrameBuffer& buffer);
bool in_slot(const Frame& frame, const FrameBuffer& buffer);  // all but scripts; by_runner: outputs only
bool is_output(const FrameBuffer& buffer);                    // out and inout
bool is_records(const FrameBuffer& buffer);

}  // namespace prep
