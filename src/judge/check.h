// The judgement of one runner's outputs.
#pragma once
#include <cstdint>
#include <vector>

#include "judge/finding.h"
#include "judge/judged_case.h"

namespace prep {

// One slot of an output memfd and the inputs that its call was given.
struct JudgedSlot {
  int slot = 0;
  int call = 0;  // as the learner counts them in messages, from 0
  int set = 0;
};

// Judges every slot; of several findings the gravest, of equal ones the earliest, is told. `entropy` picks
// the units of large outputs and must not exist before the run ended. Throws what the kit's own code throws
// (a damaged kit).
Outcome check_outputs(const JudgedCase& judged, int memfd, const std::vector<JudgedSlot>& slots,
                      std::uint64_t entropy);

// The kept outputs (slot 0) of one call of a row that the runner fills.
struct KeptCall {
  std::uint64_t key = 0;
  int set = 0;  // of the custom buffers
};
Outcome check_kept(const JudgedCase& judged, int memfd, const KeptCall& call, std::uint64_t entropy);

}  // namespace prep
