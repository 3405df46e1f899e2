#include "sim/engine/index_variables.h"

extern "C" {
__thread prep::sim::Index3 prep_thread_index;
__thread prep::sim::Index3 prep_block_index;
__thread prep::sim::Index3 prep_block_dim;
__thread prep::sim::Index3 prep_grid_dim;
__thread unsigned prep_run_end;
__thread unsigned prep_round;
__thread unsigned prep_turns_left;
__thread unsigned prep_lane_base;
__thread char* prep_dynamic_shared;
__thread int prep_spin_budget;
}
