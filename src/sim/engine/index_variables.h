// The thread-local variables of abi.h that the engine sets: CUDA's index variables and friends. Learner code
// sees them as constants, so only the engine names them as variables.
#pragma once
#include "sim/report/finding.h"

extern "C" {
extern __thread prep::sim::Index3 prep_thread_index;
extern __thread prep::sim::Index3 prep_block_index;
extern __thread prep::sim::Index3 prep_block_dim;
extern __thread prep::sim::Index3 prep_grid_dim;
extern __thread unsigned prep_run_end;
extern __thread unsigned prep_round;
extern __thread unsigned prep_turns_left;
extern __thread unsigned prep_lane_base;
extern __thread char* prep_dynamic_shared;
extern __thread int prep_spin_budget;
}
